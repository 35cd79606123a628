using Microsoft.Win32.SafeHandles;

namespace Airflow.Storage.Sqlite;

/// <summary>
/// Lets the processes that write to one file take turns. SQLite has no queue: who finds the file locked tries again later, and beside a
/// process that writes all the time nearly every later moment is a wrong one. So whoever has waited puts a lock on a file beside the
/// database, and nobody begins while somebody else has it. The kernel gives it back when its holder dies; a holder that hangs is passed
/// by after a while.
/// </summary>
internal sealed class SqliteTurn(string path, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private SafeFileHandle? _file;

    /// <summary>Waits while another process is next.</summary>
    public async Task YieldAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!TryLock(NativeMethods.Shared) && time.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(Pause, time, cancellationToken);
        }

        Release();
    }

    /// <summary>Says that this process is next, unless another one is; what it waits for it still has to try.</summary>
    public bool TryTake() => TryLock(NativeMethods.Exclusive);

    public void Release() => _ = NativeMethods.Flock(Open(), NativeMethods.Unlock);

    public void Dispose() => _file?.Dispose();

    private bool TryLock(int kind) => Open() is var file && (file.IsInvalid || NativeMethods.Flock(file, kind | NativeMethods.AtOnce) == 0);

    /// <summary>A file that cannot be opened can be locked by nobody: then nobody takes turns, and writing says what is wrong with the place.</summary>
    private SafeFileHandle Open() => _file ??= new SafeFileHandle(NativeMethods.Open(path + "-turn", NativeMethods.ReadWriteCreate, mode: 0b110_110_110), ownsHandle: true);
}
