using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Airflow.Providers.Standard.Processes;

/// <summary>A pipe whose ends no child inherits unless it is given them.</summary>
internal sealed class NativePipe : IDisposable
{
    private readonly Lock _gate = new();

    public NativePipe()
    {
        var ends = new int[2];
        if (NativeMethods.Pipe(ends, NativeMethods.CloseOnExec) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "A pipe for a command could not be made.");
        }

        Reader = ends[0];
        Writer = ends[1];
    }

    public int Reader { get; private set; }

    public int Writer { get; private set; }

    /// <summary>Makes the reading end readable.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (Writer >= 0)
            {
                _ = NativeMethods.Write(Writer, [1], 1);
            }
        }
    }

    public void CloseWriter()
    {
        lock (_gate)
        {
            if (Writer >= 0)
            {
                _ = NativeMethods.Close(Writer);
                Writer = -1;
            }
        }
    }

    public void Dispose()
    {
        CloseWriter();
        if (Reader >= 0)
        {
            _ = NativeMethods.Close(Reader);
            Reader = -1;
        }
    }
}
