namespace Airflow.Runtime.Logs;

/// <summary>Opens a log file to go on at its end; it and the folders above it get their permissions when they are new, whatever the umask.</summary>
internal static class LogFile
{
    public static FileStream Open(string path, LogFileModes modes)
    {
        MakeFolder(Path.GetDirectoryName(path)!, modes.Folder);
        var isNew = !File.Exists(path);
        // a task that was rescheduled goes on in the same file
        var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (isNew)
        {
            TrySet(() => File.SetUnixFileMode(stream.SafeFileHandle, modes.File));
        }
        return stream;
    }

    private static void MakeFolder(string folder, UnixFileMode mode)
    {
        if (Directory.Exists(folder))
        {
            return;
        }
        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
        {
            MakeFolder(parent, mode);
        }
        Directory.CreateDirectory(folder);
        TrySet(() => File.SetUnixFileMode(folder, mode));
    }

    /// <summary>Some file systems know no permissions; a log there is better than none.</summary>
    private static void TrySet(Action set)
    {
        try
        {
            set();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
