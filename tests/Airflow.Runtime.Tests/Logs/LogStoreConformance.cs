using System.Text;
using Airflow.Engine.Logs;
using Airflow.Runtime.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Logs;

/// <summary>What every store of logs does.</summary>
public abstract class LogStoreConformance : IDisposable
{
    private const string Log = "dag_id=d/run_id=manual__2026-03-01T12:00:00+00:00/task_id=t/attempt=1.log";
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-logs-").FullName;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string Folder => folder;

    protected abstract IRemoteLogStore Store { get; }

    private string LocalLog => Path.Combine(folder, "logs", Log);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_was_uploaded_is_read()
    {
        Write("one\nzwei ü\n");
        await Store.UploadAsync(Log, LocalLog, Cancel);

        Text(await Store.ReadAsync(Log, LogRange.From(0), Cancel)).ShouldBe("one\nzwei ü\n");
    }

    [Fact]
    public async Task A_part_is_read_without_the_rest()
    {
        Write("one\ntwo\nthree\n");
        await Store.UploadAsync(Log, LocalLog, Cancel);

        var part = await Store.ReadAsync(Log, new LogRange(4, 4), Cancel);
        Text(part).ShouldBe("two\n");
        part!.Length.ShouldBe(14);
        Text(await Store.ReadAsync(Log, new LogRange(8, 1000), Cancel)).ShouldBe("three\n");
        Text(await Store.ReadAsync(Log, new LogRange(14, 1000), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_never_uploaded_is_none() => (await Store.ReadAsync(Log, LogRange.From(0), Cancel)).ShouldBeNull();

    [Fact]
    public async Task A_try_that_went_on_here_keeps_what_it_wrote_elsewhere()
    {
        Write("there\n");
        await UploadAsync(new LogUploaderOptions { Folder = Path.Combine(folder, "logs"), DeletesLocal = true });
        File.Exists(LocalLog).ShouldBeFalse();
        Write("here\n");
        await UploadAsync(new LogUploaderOptions { Folder = Path.Combine(folder, "logs") });
        await UploadAsync(new LogUploaderOptions { Folder = Path.Combine(folder, "logs") });

        Text(await Store.ReadAsync(Log, LogRange.From(0), Cancel)).ShouldBe("there\nhere\n");
        File.Exists(LocalLog).ShouldBeTrue();
    }

    private async Task UploadAsync(LogUploaderOptions options)
    {
        await using var uploader = new LogUploader(Store, options, TimeProvider.System, NullLogger<LogUploader>.Instance);
        await uploader.AddAsync(Log, Cancel);
        await uploader.AddAsync("dag_id=d/it-printed-nothing.log", Cancel);
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LocalLog)!);
        File.WriteAllText(LocalLog, text);
    }

    private static string Text(LogBytes? content) => Encoding.UTF8.GetString(content.ShouldNotBeNull().Bytes);
}
