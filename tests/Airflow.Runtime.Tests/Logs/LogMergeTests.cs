using System.Text;
using Airflow.Engine.Logs;
using Airflow.Runtime.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Logs;

public sealed class LogMergeTests : IDisposable
{
    private const string Log = "dag_id=d/run_id=r/task_id=t/attempt=1.log";
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-merge-").FullName;
    private readonly KeptLog store = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(null, "ab", "ab")]
    [InlineData("", "ab", "ab")]
    [InlineData("a", "ab", "ab")]
    [InlineData("ab", "ab", "ab")]
    [InlineData("x", "ab", "xab")]
    [InlineData("x\nab\n", "ab\n", "x\nab\n")]
    [InlineData("xab\n", "ab\n", "xab\nab\n")]
    [InlineData("there\n", "here\n", "there\nhere\n")]
    public async Task What_is_kept_and_what_is_here_become_one(string? kept, string own, string whole)
    {
        store.Bytes = kept is null ? null : Encoding.UTF8.GetBytes(kept);
        await UploadAsync(Encoding.UTF8.GetBytes(own));

        Encoding.UTF8.GetString(store.Bytes.ShouldNotBeNull()).ShouldBe(whole);
    }

    /// <summary>Over the ends of parts: alike, alike to the end of what is kept, different in the last byte alone, what is kept ends with it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_log_of_any_size_is_read_part_by_part(int sort)
    {
        var own = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1_100_000).Select(static line => $"{line:D8}\n")));
        store.Bytes = sort switch
        {
            0 => [.. own],
            1 => own[..^9],
            2 => [.. own[..^1], (byte)'x'],
            _ => [.. "there\n"u8, .. own],
        };
        var before = store.Bytes;
        await UploadAsync(own);

        store.Bytes.ShouldBe(sort switch
        {
            0 or 1 => own,
            2 => [.. before, .. own],
            _ => before,
        });
        store.Uploads.ShouldBe(sort == 3 ? 0 : 1);
        store.MostRead.ShouldBeLessThanOrEqualTo(LogMerge.Part);
    }

    private async Task UploadAsync(byte[] own)
    {
        var file = Path.Combine(folder, Log);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, own, TestContext.Current.CancellationToken);
        await using var uploader = new LogUploader(store, new LogUploaderOptions { Folder = folder }, TimeProvider.System, NullLogger<LogUploader>.Instance);
        await uploader.AddAsync(Log, TestContext.Current.CancellationToken);
    }

    /// <summary>A store of one log, which notes how much of it is asked for at once.</summary>
    private sealed class KeptLog : IRemoteLogStore
    {
        public string Name => "kept";

        public byte[]? Bytes { get; set; }

        public int MostRead { get; private set; }

        public int Uploads { get; private set; }

        public async Task UploadAsync(string path, string file, CancellationToken cancellationToken)
        {
            Bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            Uploads++;
        }

        public Task<LogBytes?> ReadAsync(string path, LogRange range, CancellationToken cancellationToken)
        {
            MostRead = Math.Max(MostRead, range.Most);
            return Task.FromResult(Bytes is null ? null : new LogBytes(Bytes.AsSpan((int)Math.Min(range.Offset, Bytes.Length), range.CountIn(Bytes.Length)).ToArray(), Bytes.Length));
        }
    }
}
