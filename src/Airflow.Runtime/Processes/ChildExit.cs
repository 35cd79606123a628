namespace Airflow.Runtime.Processes;

/// <summary>How a process ended: by itself with a code, or by a signal.</summary>
internal readonly record struct ChildExit(int? ExitCode, int? Signal)
{
    public override string ToString() => Signal is { } signal ? $"signal {signal}" : $"exit code {ExitCode}";
}
