using Airflow.Engine.Timetables;
using Airflow.Engine.Timetables.Cron;
using FsCheck;
using FsCheck.Fluent;

namespace Airflow.Engine.Tests.Timetables.Cron;

public sealed class CronExpressionTests
{
    private static readonly DateTime Origin = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    [Fact]
    public void The_next_tick_is_later_and_nothing_lies_between_it_and_the_one_before_it() =>
        Prop.ForAll(Expressions(), Minutes(), static (text, minutes) =>
        {
            var cron = CronExpression.Parse(text);
            var local = Origin.AddMinutes(minutes);
            var next = cron.Next(local);

            return next > local && cron.Previous(next) <= local && cron.Next(cron.Previous(next)) == next && cron.Previous(next.AddSeconds(1)) == next;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0 0 30 2 *")]
    [InlineData("30 9 L * 5#3")]
    public void An_expression_without_ticks_is_refused_rather_than_searched_for_ever(string text) =>
        Should.Throw<TimetableException>(() => CronExpression.Parse(text).Next(Origin)).Message.ShouldContain(text);

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * * * mon#6")]
    [InlineData("@often")]
    [InlineData("* * * * * * * *")]
    public void Nonsense_is_refused(string text) => Should.Throw<TimetableException>(() => CronExpression.Parse(text));

    private static Arbitrary<string> Expressions() =>
        (from minute in Field(0, 59)
         from hour in Field(0, 23)
         from day in Field(1, 28)
         from month in Field(1, 12)
         from weekday in Field(0, 7)
         select $"{minute} {hour} {day} {month} {weekday}").ToArbitrary();

    private static Gen<string> Field(int first, int last) => Gen.OneOf(
        Gen.Constant("*"),
        Gen.Choose(first, last).Select(value => $"{value}"),
        Gen.Choose(2, 5).Select(step => $"*/{step}"),
        Gen.Choose(first, last - 1).Select(value => $"{value}-{last}"));

    private static Arbitrary<int> Minutes() => Gen.Choose(0, 4 * 366 * 24 * 60).ToArbitrary();
}
