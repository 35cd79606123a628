namespace Airflow.Engine.Execution;

/// <summary>Who takes a try.</summary>
public sealed record WorkerIdentity(string Hostname, string UnixName, int Pid, string Executor);
