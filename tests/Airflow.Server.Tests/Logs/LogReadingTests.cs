using System.Text;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Server.Logs;

namespace Airflow.Server.Tests.Logs;

/// <summary>Logs of any length are read block by block, line by line.</summary>
public sealed class LogReadingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-logs-").FullName;
    private readonly HttpClient client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string LogFile => Path.Combine(folder, LogPaths.For(Tried(TaskState.Success).Key, 1));

    public void Dispose()
    {
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_not_whole_yet_waits_until_the_try_has_ended()
    {
        await WriteAsync("one\ntwo\nthr");

        (await TextAsync(TaskState.Running, 0)).ShouldBe("one\ntwo\n");
        (await TextAsync(TaskState.Running, 4)).ShouldBe("two\n");
        (await TextAsync(TaskState.Running, 8)).ShouldBeEmpty();
        (await TextAsync(TaskState.Failed, 4)).ShouldBe("two\nthr");
    }

    [Fact]
    public async Task A_line_longer_than_a_block_stays_one_line()
    {
        var line = new string('x', (3 * LogReading.BlockSize) + 5);
        await WriteAsync($"first\n{line}\nlast\n");

        var blocks = await BlocksAsync(TaskState.Success, 0);

        blocks.ConvertAll(static block => LogLines.Count(block.Bytes.Span)).Sum().ShouldBe(3);
        blocks.TrueForAll(static block => block.Bytes.Span[^1] == '\n').ShouldBeTrue();
    }

    [Fact]
    public async Task Of_hundreds_of_megabytes_one_block_is_in_memory()
    {
        const int Lines = 2_000_000;
        var line = Encoding.UTF8.GetBytes($$"""{"timestamp":"2026-03-01T12:00:00Z","level":"info","event":"{{new string('y', 60)}}"}""" + "\n");
        await WriteAsync("");
        await using (var file = new FileStream(LogFile, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 20))
        {
            for (var number = 0; number < Lines; number++)
            {
                file.Write(line);
            }
        }

        var index = new LogIndex();
        var before = Alive();
        var most = 0L;
        var reading = await LogReading.OpenAsync(Logs(), Tried(TaskState.Success), 0, Cancel);
        await foreach (var block in reading.BlocksAsync(Cancel))
        {
            index.Add(block);
            if (block.Offset % (32L * LogReading.BlockSize) < LogReading.BlockSize)
            {
                most = Math.Max(most, Alive() - before);
            }
        }

        reading.Length.ShouldBeGreaterThan(200_000_000);
        index.Lines.ShouldBe(Lines);
        most.ShouldBeLessThan(48_000_000);
        index.Before(1_234_567).ShouldBe(new LogPlace(1_234_432, 1_234_432L * line.Length));
    }

#pragma warning disable S1215 // what is alive is what this measures
    private static long Alive() => GC.GetTotalMemory(forceFullCollection: true);
#pragma warning restore S1215

    private async Task WriteAsync(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        await File.WriteAllTextAsync(LogFile, text, Cancel);
    }

    private async Task<string> TextAsync(TaskState state, long start) =>
        string.Concat((await BlocksAsync(state, start)).Select(static block => Encoding.UTF8.GetString(block.Bytes.Span)));

    private async Task<List<LogBlock>> BlocksAsync(TaskState state, long start)
    {
        List<LogBlock> blocks = [];
        await foreach (var block in (await LogReading.OpenAsync(Logs(), Tried(state), start, Cancel)).BlocksAsync(Cancel))
        {
            blocks.Add(block);
        }

        return blocks;
    }

    private TryLogs Logs() => new(
        new TryLogsOptions { Folder = folder, Hostname = "here", Secret = "", WorkerSecret = "" }, new TestWorkerStore(), null, client, TimeProvider.System);

    private static TaskInstance Tried(TaskState state) => new()
    {
        Id = Guid.Empty,
        Key = new TaskInstanceKey("d", "r", "t", -1),
        TryNumber = 1,
        Hostname = "here",
        Pool = "default_pool",
        Queue = "default",
        State = state,
    };
}
