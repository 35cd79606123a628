namespace Airflow.Providers.Standard.Processes;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number if a signal ended it, as a shell says it.</param>
/// <param name="Signal">The signal that ended it; 0 if none did.</param>
/// <param name="LeftSomethingBehind">Whether processes that it had started had to be ended.</param>
internal sealed record ProcessEnd(int ExitCode, int Signal, bool LeftSomethingBehind);
