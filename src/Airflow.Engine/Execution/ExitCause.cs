namespace Airflow.Engine.Execution;

/// <summary>How the process of a try ended, stored with the try. <see cref="Kind"/> is one of exit, signal, oom, timeout, killed, lost.</summary>
public sealed record ExitCause(string Kind, int? ExitCode = null, int? Signal = null, string? Detail = null);
