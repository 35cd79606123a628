namespace Airflow.Server.Api.Workers;

/// <summary>A queue that somebody serves or on which something waits; Problem says what is wrong when nobody serves it.</summary>
internal sealed record QueueResponse(string Queue, int Waiting, IReadOnlyList<string> Workers, bool IsServed, string? Problem);
