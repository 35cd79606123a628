using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>The log file of a role; a new run goes on at its end.</summary>
internal sealed class FileLoggerProvider : ILoggerProvider
{
    private readonly TextWriter _file;
    private readonly TimeProvider _clock;

    public FileLoggerProvider(string path, TimeProvider clock)
    {
        _clock = clock;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = TextWriter.Synchronized(
            new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true });
    }

    public ILogger CreateLogger(string categoryName) => new FileLogger(categoryName, _file, _clock);

    public void Dispose() => _file.Dispose();
}
