namespace Airflow.Engine.Results;

/// <summary>The process of a message that is being run.</summary>
public sealed record ResultStart(int Pid, string Hostname);
