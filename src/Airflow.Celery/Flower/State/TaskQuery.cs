using System.Globalization;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Flower.State;

/// <summary>Which tasks are wanted, and in which order.</summary>
internal sealed record TaskQuery
{
    /// <summary>The fields that tasks may be sorted by, as tables and the API call them.</summary>
    public static readonly IReadOnlyList<string> SortFields = ["name", "uuid", "state", "received", "started", "runtime", "worker", "sent", "timestamp", "retries", "args", "kwargs", "result"];

    public string? Worker { get; init; }
    public string? Name { get; init; }
    public string? State { get; init; }
    public DateTimeOffset? ReceivedFrom { get; init; }
    public DateTimeOffset? ReceivedTo { get; init; }
    public TaskSearch Search { get; init; } = TaskSearch.All;

    /// <summary>A field, with a leading - for the greatest first; null: the newest first.</summary>
    public string? SortBy { get; init; }

    public IReadOnlyList<SeenTask> Run(IEnumerable<SeenTask> tasks)
    {
        var found = tasks.Where(Fits);
        if (SortBy is not { Length: > 0 } sort)
        {
            return [.. found.OrderByDescending(static task => task.Timestamp ?? 0).ThenBy(static task => task.Id, StringComparer.Ordinal)];
        }

        var (field, isDescending) = sort[0] == '-' ? (sort[1..], true) : (sort, false);
        var byText = Text(field);
        var byNumber = Number(field);
        return (isDescending, byText) switch
        {
            (false, null) => [.. found.OrderBy(byNumber).ThenBy(static task => task.Id, StringComparer.Ordinal)],
            (true, null) => [.. found.OrderByDescending(byNumber).ThenBy(static task => task.Id, StringComparer.Ordinal)],
            (false, { } text) => [.. found.OrderBy(text, StringComparer.Ordinal).ThenBy(static task => task.Id, StringComparer.Ordinal)],
            (true, { } text) => [.. found.OrderByDescending(text, StringComparer.Ordinal).ThenBy(static task => task.Id, StringComparer.Ordinal)],
        };
    }

    private bool Fits(SeenTask task) =>
        (Worker is null || task.Worker == Worker)
        && (Name is null || task.Name == Name)
        && (State is null || task.State.Equals(State, StringComparison.OrdinalIgnoreCase))
        && (ReceivedFrom is not { } from || (task.Received is { } received && received >= CeleryTime.Seconds(from)))
        && (ReceivedTo is not { } to || (task.Received is { } at && at <= CeleryTime.Seconds(to)))
        && Search.Fits(task);

    private static Func<SeenTask, string>? Text(string field) => field switch
    {
        "name" => static task => task.Name ?? "",
        "uuid" => static task => task.Id,
        "state" => static task => task.State,
        "worker" => static task => task.Worker ?? "",
        "args" => static task => task.Args ?? "",
        "kwargs" => static task => task.Kwargs ?? "",
        "result" => static task => task.Result ?? "",
        _ => null,
    };

    private static Func<SeenTask, double> Number(string field) => field switch
    {
        "received" => static task => task.Received ?? 0,
        "started" => static task => task.Started ?? 0,
        "sent" => static task => task.Sent ?? 0,
        "runtime" => static task => task.Runtime ?? 0,
        "retries" => static task => task.Retries ?? 0,
        _ => static task => task.Timestamp ?? 0,
    };

    /// <summary>2026-11-21 03:33, with or without seconds, in UTC.</summary>
    public static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
