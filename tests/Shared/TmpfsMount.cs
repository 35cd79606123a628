using System.Diagnostics;

namespace Airflow.Shared;

/// <summary>A small file system of its own, for full disks and read-only ones; needs the right to mount.</summary>
internal sealed class TmpfsMount : IDisposable
{
    private TmpfsMount(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Skips the test where this process may not mount.</summary>
    public static TmpfsMount Create(string size)
    {
        var folder = Directory.CreateTempSubdirectory("airflow-mount-").FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && TryRun("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder), "mounting a tmpfs is not permitted here");
        return new TmpfsMount(folder);
    }

    public void MakeReadOnly() => TryRun("mount", "-o", "remount,ro", Folder).ShouldBeTrue();

    public void Dispose()
    {
        TryRun("umount", "--lazy", Folder);
        Directory.Delete(Folder);
    }

    private static bool TryRun(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
