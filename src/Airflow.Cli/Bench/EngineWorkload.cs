using Airflow.Engine.Templates;
using Airflow.Engine.Timetables;
using Airflow.Engine.Timetables.Cron;

namespace Airflow.Cli.Bench;

/// <summary>The pure parts that are asked most often: the next time of a cron expression, a template field.</summary>
internal sealed class EngineWorkload(TimeProvider clock, int repetitions)
{
    private const int Times = 400_000;
    private const int Renderings = 5_000;

    /// <summary>A field of 1 KB: text with dates, params, a loop, a condition, filters.</summary>
    private static readonly string Field = string.Concat(Enumerable.Repeat(
        "insert-into sales_{{ ds_nodash }} all of raw where day = '{{ ds }}' AND shop IN ({% for s in params.shops %}'{{ s | upper }}'"
        + "{% if not loop.last %}, {% endif %}{% endfor %}) AND amount > {{ params.least | default(0) }};\n", 5));

    private static readonly string[] Expressions = ["* * * * *", "*/15 8-18 * * 1-5", "0 0 * * *", "30 6 1,15 * *", "0 0 29 2 *"];

    public IReadOnlyList<BenchSample> Run(CancellationToken cancellationToken)
    {
        var (cron, field) = (new List<double>(), new List<double>());
        for (var index = 0; index <= repetitions; index++)
        {
            cron.Add(CronTimesPerSecond());
            field.Add(FieldMicroseconds(cancellationToken));
        }

        // the first of each also compiles the code
        return
        [
            new BenchSample("next times of cron expressions, time zone with summer time", "1/s", cron[1..], 1_000_000, 3_000_000, HigherIsBetter: true),
            new BenchSample("a template field of 1 KB, compiled before", "µs", field[1..], 50, 20),
        ];
    }

    private double CronTimesPerSecond()
    {
        var zone = ScheduleZone.Parse("Europe/Zurich");
        CronClock[] clocks = [.. Expressions.Select(expression => new CronClock(expression, zone))];
        var begin = clock.GetTimestamp();
        foreach (var one in clocks)
        {
            var instant = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
            for (var index = 0; index < Times / clocks.Length; index++)
            {
                instant = one.Next(instant);
                instant = instant.Year > 2090 ? new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) : instant;
            }
        }

        return Times / clock.GetElapsedTime(begin).TotalSeconds;
    }

    private double FieldMicroseconds(CancellationToken cancellationToken)
    {
        var engine = new TemplateEngine(clock);
        var template = engine.Compile(Field);
        var scope = new TemplateScope()
            .Add("ds", "2024-05-06")
            .Add("ds_nodash", "20240506")
            .Add("params", new Dictionary<string, object?>(StringComparer.Ordinal) { ["shops"] = new object?[] { "north", "south", "east" }, ["least"] = 5L });
        template.Render(scope, cancellationToken);
        var begin = clock.GetTimestamp();
        for (var index = 0; index < Renderings; index++)
        {
            template.Render(scope, cancellationToken);
        }

        return clock.GetElapsedTime(begin).TotalMicroseconds / Renderings;
    }
}
