using Airflow.Runtime.Frames;
using Airflow.Runtime.Processes;

namespace Airflow.Runtime.Supervision;

/// <summary>All that is known about the end of a try.</summary>
/// <param name="Terminal">The terminal message.</param>
/// <param name="Reason">What the runtime says about a failure.</param>
/// <param name="Exit">How the process ended; null when it goes on.</param>
/// <param name="Stop">Why it was stopped.</param>
/// <param name="Killed">Whether SIGKILL was ours.</param>
/// <param name="OutOfMemory">Whether the kernel killed for want of memory meanwhile.</param>
/// <param name="Problem">How it broke the protocol.</param>
internal sealed record TryEnd(FrameMessage? Terminal, string? Reason, ChildExit? Exit, StopReason? Stop, bool Killed, bool OutOfMemory, string? Problem);
