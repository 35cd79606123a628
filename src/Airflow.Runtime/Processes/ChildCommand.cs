namespace Airflow.Runtime.Processes;

/// <summary>What to start, and with which environment; nothing is inherited.</summary>
internal sealed record ChildCommand(string Path, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment);
