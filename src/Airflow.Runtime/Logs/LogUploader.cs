using System.Threading.Channels;
using Airflow.Engine;
using Airflow.Engine.Logs;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Logs;

/// <summary>
/// Brings the logs of ended tries to the remote store, beside the work: a store that is slow costs no slot. Disposing waits for what is
/// still on its way.
/// </summary>
public sealed partial class LogUploader : IAsyncDisposable
{
    private const int Attempts = 4;
    private const int Uploaders = 4;
    private const int Capacity = 10_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private readonly Channel<string> paths = Channel.CreateBounded<string>(Capacity);
    private readonly IRemoteLogStore store;
    private readonly LogUploaderOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Task uploading;

    public LogUploader(IRemoteLogStore store, LogUploaderOptions options, TimeProvider clock, ILogger<LogUploader> logger)
    {
        this.store = store;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        uploading = Task.WhenAll(Enumerable.Range(0, Uploaders).Select(_ => Task.Run(UploadAllAsync)));
    }

    /// <summary>The log of a try that has ended; waits only when thousands wait already.</summary>
    /// <param name="path">Relative to the log folder.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask AddAsync(string path, CancellationToken cancellationToken) => paths.Writer.WriteAsync(path, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        paths.Writer.TryComplete();
        await uploading;
    }

    private async Task UploadAllAsync()
    {
        await foreach (var path in paths.Reader.ReadAllAsync())
        {
            var file = Path.Combine(options.Folder, path);
            if (File.Exists(file))
            {
                await UploadAsync(path, file);
            }
        }
    }

    private async Task UploadAsync(string path, string file)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await UploadOnceAsync(path, file);
                return;
            }
            catch (Exception exception) when (exception is AirflowException or IOException or UnauthorizedAccessException)
            {
                if (exception is not AirflowException { IsTransient: true } || attempt == Attempts)
                {
                    Log.NotKept(logger, path, exception.Message);
                    return;
                }
            }

            await Task.Delay(FirstPause * Math.Pow(2, attempt), clock, CancellationToken.None);
        }
    }

    private async Task UploadOnceAsync(string path, string file)
    {
        var merge = new LogMerge(store, path);
        switch (await merge.CompareAsync(file, CancellationToken.None))
        {
            case LogUnion.Own:
                await store.UploadAsync(path, file, CancellationToken.None);
                break;
            case LogUnion.Both:
                await UploadBothAsync(merge, path, file);
                break;
        }

        if (options.DeletesLocal)
        {
            File.Delete(file);
        }
    }

    private async Task UploadBothAsync(LogMerge merge, string path, string file)
    {
        var joined = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await merge.JoinAsync(file, joined, CancellationToken.None);
            await store.UploadAsync(path, joined, CancellationToken.None);
        }
        finally
        {
            File.Delete(joined);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2701, LogLevel.Warning, "The log {Path} stays on this host alone: {Reason}")]
        public static partial void NotKept(ILogger logger, string path, string reason);
    }
}
