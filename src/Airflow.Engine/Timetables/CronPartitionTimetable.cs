using System.Text.Json.Nodes;
using Airflow.Engine.Runs;
using Airflow.Engine.Timetables.Cron;
using Airflow.Engine.Timetables.Partitions;

namespace Airflow.Engine.Timetables;

/// <summary>Runs at the ticks of a cron expression, each about the partition that lies a number of ticks away.</summary>
public sealed class CronPartitionTimetable : TriggerTimetable, IPartitionedTimetable
{
    public const string DefaultKeyFormat = "%Y-%m-%dT%H:%M:%S";

    private readonly CronClock _clock;
    private readonly int? _runOffset;
    private readonly string _keyFormat;
    private readonly RunImmediately _runImmediately;

    public CronPartitionTimetable(CronClock clock, int? runOffset = null, string keyFormat = DefaultKeyFormat, RunImmediately? runImmediately = null)
        : base(clock, default)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(keyFormat);
        _clock = clock;
        _runOffset = runOffset;
        _keyFormat = keyFormat;
        _runImmediately = runImmediately ?? RunImmediately.Default;
    }

    public override string Summary => _clock.Text;

    public override string Description => _clock.Description;

    public override bool IsPartitioned => true;

    public override void Validate() => _clock.Validate();

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now)
    {
        if (NextTick(lastAutomatedRun?.RunAfter, restriction, now) is not { } tick)
        {
            return null;
        }
        var date = PartitionDate(tick);
        return new DagRunInfo(tick, null, date, Key(date));
    }

    /// <summary>
    /// One run for each partition whose date lies within the window, both ends included; their wall clock is read in the zone of this
    /// timetable, so that midnight means its midnight.
    /// </summary>
    public IEnumerable<DagRunInfo> Partitions(DateTimeOffset earliest, DateTimeOffset latest)
    {
        var last = _clock.Zone.ToInstant(latest.UtcDateTime);
        for (var tick = _clock.AlignToNext(_clock.Zone.ToInstant(earliest.UtcDateTime)); tick <= last; tick = _clock.Next(tick))
        {
            yield return new DagRunInfo(tick, null, tick, Key(tick));
        }
    }

    public DateTimeOffset? ResolvePartitionDate(string partitionKey) => PythonDateFormat.Parse(partitionKey, _keyFormat) is { } date
        ? _clock.Zone.ToInstant(date.Local)
        : throw new TimetableException(
            TimetableException.PartitionKeyInvalid,
            $"Partition key '{partitionKey}' does not match the timetable's key_format '{_keyFormat}': time data '{partitionKey}' does not match format '{_keyFormat}'");

    public DateTimeOffset ToPartitionDate(DateTime local) => _clock.Zone.ToInstant(local);

    public override string GenerateRunId(RunType type, DagRunInfo run, Random random)
    {
        ArgumentNullException.ThrowIfNull(run);
        var key = string.IsNullOrEmpty(run.PartitionKey) ? "" : $"__{run.PartitionKey}";
        return $"{RunIds.Make(type, run.RunAfter)}{key}__{RunIds.RandomSuffix(random)}";
    }

    public override JsonObject Serialize() => new()
    {
        ["expression"] = _clock.Text,
        ["timezone"] = TimetableJson.Zone(_clock.Zone),
        ["run_immediately"] = _runImmediately.ToJson(),
        ["run_offset"] = _runOffset,
        ["key_format"] = _keyFormat,
    };

    protected override DateTimeOffset FirstRun(DateTimeOffset now) => _runImmediately.FirstRun(_clock, now);

    private DateTimeOffset PartitionDate(DateTimeOffset tick)
    {
        for (var i = 0; i < Math.Abs(_runOffset ?? 0); i++)
        {
            tick = _runOffset > 0 ? _clock.Next(tick) : _clock.Previous(tick);
        }
        return tick;
    }

    private string Key(DateTimeOffset date)
    {
        var local = _clock.Zone.ToLocal(date);
        return PythonDateFormat.Format(local, _keyFormat, new TimeSpan(local.Ticks - date.UtcTicks), _clock.Zone.Name);
    }
}
