using Airflow.Celery.Brokers.RabbitMq;

namespace Airflow.Celery.Tests.Brokers.RabbitMq;

public sealed class RabbitMqSharesTests
{
    [Theory]
    [InlineData(new long[] { 1 }, 0, 16, new[] { 0 })]
    [InlineData(new long[] { 5 }, 3, 3, new[] { 0, 0, 0 })]
    [InlineData(new long[] { 1, 1, 1 }, 2, 2, new[] { 2, 0 })]
    [InlineData(new long[] { 9, 1, 9 }, 1, 6, new[] { 1, 2, 0, 2, 0, 2 })]
    [InlineData(new long[] { 0, 4_000_000_000 }, 0, 3, new[] { 1, 1, 1 })]
    [InlineData(new long[] { 0, 0 }, 1, 3, new int[0])]
    [InlineData(new long[] { 2, 1 }, 0, 16, new[] { 0, 1, 0 })]
    [InlineData(new long[0], 0, 16, new int[0])]
    public void Queues_are_asked_by_turns_as_often_as_it_is_worth_while(long[] wanted, int first, int max, int[] asked) =>
        RabbitMqShares.Of(wanted, first, max).ShouldBe(asked);
}
