using Airflow.Engine;
using Airflow.Engine.Logs;

namespace Airflow.Runtime.Logs;

/// <summary>Logs in a folder that all hosts see, such as a mounted share.</summary>
internal sealed class FolderLogStore(string folder) : IRemoteLogStore
{
    private readonly string root = Path.GetFullPath(folder);

    public string Name => $"file://{root}";

    public async Task UploadAsync(string path, string file, CancellationToken cancellationToken)
    {
        var target = Path.Combine(root, path);
        var part = target + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using (var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            await using (var copy = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                await source.CopyToAsync(copy, cancellationToken);
            }

            // whoever reads sees the whole log or none
            File.Move(part, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AirflowException("log_store_failed", $"The log {path} cannot be written to {Name}: {exception.Message}", exception) { IsTransient = true };
        }
    }

    public async Task<LogBytes?> ReadAsync(string path, LogRange range, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(Path.Combine(root, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[range.CountIn(stream.Length)];
            stream.Position = Math.Min(range.Offset, stream.Length);
            var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return new LogBytes(bytes[..count], stream.Length);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AirflowException("log_store_failed", $"The log {path} cannot be read from {Name}: {exception.Message}", exception);
        }
    }
}
