using System.Runtime.InteropServices;

namespace Airflow.Providers.Standard.Processes;

/// <summary>One descriptor that is waited for; C's <c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public short Wanted;
    public short Seen;
}
