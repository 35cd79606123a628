namespace Airflow.Engine.Timetables.Cron;

/// <summary>
/// A cron expression on the wall clock of a zone. When the hour is exactly "*", steps are elapsed time, so that every tick of a repeated
/// hour fires and none is doubled; otherwise the next wall-clock match is localised.
/// </summary>
public sealed class CronClock : IScheduleTicks
{
    private readonly CronExpression? _expression;
    private readonly TimetableException? _error;

    /// <summary>Never throws for a bad expression: as in Airflow, <see cref="Validate"/> and the first use do.</summary>
    public CronClock(string expression, ScheduleZone zone)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(zone);
        Zone = zone;
        Text = CronPresets.Resolve(expression);
        try
        {
            _expression = CronExpression.Parse(expression);
            Description = CronDescription.Of(Text);
        }
        catch (TimetableException error)
        {
            _error = error;
            Description = "";
        }
    }

    /// <summary>The expression, presets resolved; also the summary that the UI shows.</summary>
    public string Text { get; }

    public ScheduleZone Zone { get; }

    /// <summary>The expression in words; empty when there are none.</summary>
    public string Description { get; }

    /// <summary>Throws when the expression is not valid.</summary>
    public void Validate()
    {
        if (_error is not null)
        {
            throw new TimetableException(TimetableException.Invalid, _error.Message, _error);
        }
    }

    /// <summary>The first tick strictly after the instant.</summary>
    public DateTimeOffset Next(DateTimeOffset instant) => Step(instant, Expression, static (cron, local) => cron.Next(local));

    /// <summary>The last tick strictly before the instant.</summary>
    public DateTimeOffset Previous(DateTimeOffset instant) => Step(instant, Expression, static (cron, local) => cron.Previous(local));

    /// <summary>The instant itself when it is a tick, else the next one.</summary>
    public DateTimeOffset AlignToNext(DateTimeOffset instant)
    {
        var next = Next(instant);
        return Previous(next) == instant ? instant : next;
    }

    /// <summary>The instant itself when it is a tick, else the previous one.</summary>
    public DateTimeOffset AlignToPrevious(DateTimeOffset instant)
    {
        var previous = Previous(instant);
        return Next(previous) == instant ? instant : previous;
    }

    private CronExpression Expression => _expression
        ?? throw new TimetableException(TimetableException.CronInvalid, _error!.Message, _error); // one of the two is always set

    private DateTimeOffset Step(DateTimeOffset instant, CronExpression expression, Func<CronExpression, DateTime, DateTime> step)
    {
        var local = Zone.ToLocal(instant);
        var tick = step(expression, local);
        return Zone.IsFixed || expression.IsEveryHour
            ? new DateTimeOffset(instant.UtcTicks + (tick.Ticks - local.Ticks), TimeSpan.Zero)
            : Zone.ToInstant(tick);
    }
}
