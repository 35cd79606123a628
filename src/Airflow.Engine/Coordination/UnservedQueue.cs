namespace Airflow.Engine.Coordination;

/// <summary>A queue on which tries wait and no live worker listens.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Tasks">Queued tries.</param>
/// <param name="Served">The queues on which live workers listen.</param>
public sealed record UnservedQueue(string Queue, int Tasks, IReadOnlyList<string> Served)
{
    /// <summary>The same text in logs, explanations and health.</summary>
    public string Describe() =>
        $"{(Tasks == 1 ? "1 task waits" : $"{Tasks} tasks wait")} on `{Queue}`; no live worker listens; {DescribeServed(Served)}";

    public static string DescribeServed(IReadOnlyList<string> served)
    {
        ArgumentNullException.ThrowIfNull(served);
        return served.Count == 0 ? "no worker is alive" : $"workers listen on {string.Join(", ", served)}";
    }
}
