namespace Airflow;

/// <summary>When a DAG runs: a text, a <see cref="TimeSpan"/>, assets or a <see cref="Airflow.Timetable"/>; each of them converts by itself.</summary>
public sealed record Schedule
{
    private Schedule()
    {
    }

    /// <summary>Never by itself: the DAG runs only when it is triggered.</summary>
    public static Schedule None { get; } = new() { Timetable = new NullTimetable() };

    /// <summary>One single time, as soon as the start date has come; the same as <c>"@once"</c>.</summary>
    public static Schedule Once { get; } = new() { Timetable = new OnceTimetable() };

    /// <summary>Again as soon as the last run has ended; the same as <c>"@continuous"</c>.</summary>
    public static Schedule Continuous { get; } = new() { Timetable = new ContinuousTimetable() };

    /// <summary>Cron text whose kind of timetable the configuration decides (<c>[scheduler] create_cron_data_intervals</c>).</summary>
    internal string? Expression { get; private init; }

    /// <summary>Distance whose kind of timetable the configuration decides (<c>[scheduler] create_delta_data_intervals</c>).</summary>
    internal TimeSpan? Delta { get; private init; }

    internal Timetable? Timetable { get; private init; }

    /// <summary>The schedule as its author wrote it, for people.</summary>
    internal string Summary => Expression ?? Delta?.ToString() ?? Timetable?.ToString() ?? "";

    /// <summary>At every tick of a cron expression, in a zone of its own.</summary>
    /// <param name="expression">Cron expression of five to seven fields, or a preset such as <c>@daily</c>.</param>
    /// <param name="timezone">IANA name of the zone the expression is meant in; <see langword="null"/> is the DAG's.</param>
    /// <returns>The schedule.</returns>
    public static Schedule Cron(string expression, string? timezone = null) =>
        timezone is null ? FromString(expression) : FromTimetable(new CronTriggerTimetable(expression, timezone));

    /// <summary>At every tick of any of several cron expressions.</summary>
    /// <param name="expressions">Cron expressions; at least one.</param>
    /// <returns>The schedule.</returns>
    public static Schedule Cron(params string[] expressions) => FromTimetable(new MultipleCronTriggerTimetable(expressions));

    /// <summary>At moments that are listed one by one.</summary>
    /// <param name="events">The moments, in any order.</param>
    /// <returns>The schedule.</returns>
    public static Schedule Events(params DateTimeOffset[] events) => FromTimetable(new EventsTimetable(events));

    /// <summary>Whenever all of several assets have been updated.</summary>
    /// <param name="assets">The assets.</param>
    /// <returns>The schedule.</returns>
    public static Schedule Assets(params AssetExpression[] assets) => FromTimetable(new AssetTriggeredTimetable(new AssetAll(assets)));

    /// <summary>Whenever assets have been updated, and at the times of a timetable, too.</summary>
    /// <param name="timetable">The times.</param>
    /// <param name="assets">The assets.</param>
    /// <returns>The schedule.</returns>
    public static Schedule AssetOrTime(Timetable timetable, AssetExpression assets) => FromTimetable(new AssetOrTimeSchedule(timetable, assets));

    /// <summary>Whenever assets have been updated, and at every tick of a cron expression, too.</summary>
    /// <param name="expression">Cron expression of five to seven fields, or a preset such as <c>@daily</c>.</param>
    /// <param name="assets">The assets.</param>
    /// <returns>The schedule.</returns>
    public static Schedule AssetOrTime(string expression, AssetExpression assets) => AssetOrTime(new CronTriggerTimetable(expression), assets);

    /// <summary>A cron expression or a preset: <c>@once</c>, <c>@continuous</c>, <c>@hourly</c>, <c>@daily</c> …</summary>
    /// <param name="expression">The text.</param>
    public static implicit operator Schedule(string expression) => FromString(expression);

    /// <summary>Runs at a fixed distance.</summary>
    /// <param name="delta">Distance between two runs; more than zero.</param>
    public static implicit operator Schedule(TimeSpan delta) => FromTimeSpan(delta);

    /// <summary>Runs whenever the assets have been updated.</summary>
    /// <param name="assets">The assets.</param>
    public static implicit operator Schedule(AssetExpression assets) => FromAssetExpression(assets);

    /// <summary>Runs as a timetable says.</summary>
    /// <param name="timetable">The timetable.</param>
    public static implicit operator Schedule(Timetable timetable) => FromTimetable(timetable);

    /// <summary>A cron expression or a preset: <c>@once</c>, <c>@continuous</c>, <c>@hourly</c>, <c>@daily</c> …</summary>
    /// <param name="expression">The text.</param>
    /// <returns>The schedule.</returns>
    public static Schedule FromString(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return expression switch
        {
            "@once" => Once,
            "@continuous" => Continuous,
            _ => new Schedule { Expression = expression },
        };
    }

    /// <summary>Runs at a fixed distance.</summary>
    /// <param name="delta">Distance between two runs; more than zero.</param>
    /// <returns>The schedule.</returns>
    public static Schedule FromTimeSpan(TimeSpan delta) => new() { Delta = delta };

    /// <summary>Runs whenever the assets have been updated.</summary>
    /// <param name="assets">The assets.</param>
    /// <returns>The schedule.</returns>
    public static Schedule FromAssetExpression(AssetExpression assets)
    {
        ArgumentNullException.ThrowIfNull(assets);
        return FromTimetable(new AssetTriggeredTimetable(assets is AssetAll or AssetAny ? assets : new AssetAll([assets])));
    }

    /// <summary>Runs as a timetable says.</summary>
    /// <param name="timetable">The timetable.</param>
    /// <returns>The schedule.</returns>
    public static Schedule FromTimetable(Timetable timetable)
    {
        ArgumentNullException.ThrowIfNull(timetable);
        return new Schedule { Timetable = timetable };
    }
}
