using System.Runtime.InteropServices;

namespace Airflow.Runtime.Processes;

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public const short Readable = 1;
    public int Descriptor;
    public short Events;
    public short Returned;
}
