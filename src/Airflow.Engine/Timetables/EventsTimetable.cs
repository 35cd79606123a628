using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables;

/// <summary>Runs at listed moments.</summary>
public sealed class EventsTimetable : Timetable
{
    private readonly DateTimeOffset[] _events;
    private readonly bool _restrictToEvents;

    public EventsTimetable(IEnumerable<DateTimeOffset> eventDates, bool restrictToEvents = false, string? description = null, string? summary = null)
        : base("events")
    {
        _events = [.. eventDates.Order()];
        _restrictToEvents = restrictToEvents;
        Description = description ?? (_events.Length == 0
            ? "No events"
            : $"{_events.Length} events between {Iso8601.Format(_events[0])} and {Iso8601.Format(_events[^1])}");
        Summary = summary ?? description ?? $"{_events.Length} events";
    }

    public override string Summary { get; }

    public override string Description { get; }

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        var earliest = restriction.Earliest;
        if (!restriction.Catchup && (earliest is null || now > earliest))
        {
            earliest = now;
        }
        var lastEnd = lastAutomatedRun?.DataInterval?.End;
        foreach (var date in _events)
        {
            if (!(date < earliest) && !(date <= lastEnd))
            {
                return date > restriction.Latest ? null : DagRunInfo.Exact(date);
            }
        }
        return null;
    }

    public override DataInterval InferManualDataInterval(DateTimeOffset runAfter)
    {
        var at = runAfter;
        if (_restrictToEvents && _events.Length > 0)
        {
            at = runAfter < _events[0] ? _events[0] : _events.Last(date => date <= runAfter);
        }
        return new DataInterval(at, at);
    }

    public override JsonObject Serialize() => new()
    {
        ["event_dates"] = new JsonArray(_events.Select(date => (JsonNode)Iso8601.Format(date)).ToArray()),
        ["restrict_to_events"] = _restrictToEvents,
        ["description"] = Description,
        ["_summary"] = Summary,
    };
}
