using System.Text;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;
using Airflow.Runtime.Bundles;
using Airflow.Runtime.Tests.Parsing;

namespace Airflow.Runtime.Tests.Bundles;

public sealed class BundleCacheTests : IBundleSource, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, BundleManifest> _manifests = [];
    private readonly Dictionary<string, byte[]> _blobs = [];
    private int _fetched;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_version_becomes_a_folder_with_its_files()
    {
        var version = Store(("team/a.cs", "code"), ("sql/b.sql", "SELECT 1"));
        var path = await Cache().EnsureAsync(version, TestContext.Current.CancellationToken);

        path.ShouldBe(_folder[version]);
        (await File.ReadAllTextAsync(Path.Combine(path, "team/a.cs"), TestContext.Current.CancellationToken)).ShouldBe("code");
        (await File.ReadAllTextAsync(Path.Combine(path, "sql/b.sql"), TestContext.Current.CancellationToken)).ShouldBe("SELECT 1");
    }

    [Fact]
    public async Task What_two_versions_share_is_fetched_once()
    {
        var first = Store(("a.cs", "code"), ("b.sql", "SELECT 1"));
        var second = Store(("a.cs", "other"), ("b.sql", "SELECT 1"));
        var cache = Cache();
        await cache.EnsureAsync(first, TestContext.Current.CancellationToken);
        await cache.EnsureAsync(second, TestContext.Current.CancellationToken);
        await Cache().EnsureAsync(second, TestContext.Current.CancellationToken);

        _fetched.ShouldBe(3);
    }

    [Fact]
    public async Task Many_at_once_get_one_whole_folder()
    {
        var version = Store([.. Enumerable.Range(0, 50).Select(index => ($"f{index}.txt", $"{index}"))]);
        var caches = Enumerable.Range(0, 4).Select(_ => Cache()).ToList();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(index => Task.Run(() => caches[index % 4].EnsureAsync(version, TestContext.Current.CancellationToken))));

        Directory.GetFiles(_folder[version]).Length.ShouldBe(50);
        Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).ShouldBe(["blobs", version], ignoreOrder: true);
    }

    [Fact]
    public async Task A_spoilt_blob_is_refused_and_leaves_nothing_behind()
    {
        var version = Store(("a.cs", "code"));
        _blobs[_blobs.Keys.Single()] = "evil"u8.ToArray();

        var exception = await Should.ThrowAsync<AirflowException>(() => Cache().EnsureAsync(version, TestContext.Current.CancellationToken));
        exception.Code.ShouldBe("bundle_hash");
        exception.Message.ShouldContain("a.cs");
        Directory.Exists(_folder[version]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_path_that_leaves_the_version_is_refused()
    {
        var version = Store(("../outside.txt", "x"));
        (await Should.ThrowAsync<AirflowException>(() => Cache().EnsureAsync(version, TestContext.Current.CancellationToken))).Code.ShouldBe("bundle_path");
        File.Exists(_folder["outside.txt"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_version_that_is_not_there_yet_can_come_later()
    {
        var cache = Cache();
        var version = ContentHash.Of("x"u8);
        (await Should.ThrowAsync<AirflowException>(() => cache.EnsureAsync(version, TestContext.Current.CancellationToken))).Code.ShouldBe("bundle_missing");
        (await Should.ThrowAsync<AirflowException>(() => cache.EnsureAsync("../x", TestContext.Current.CancellationToken))).Code.ShouldBe("bundle_version");

        _manifests[version] = new BundleManifest(version, "b", []);
        (await cache.EnsureAsync(version, TestContext.Current.CancellationToken)).ShouldBe(_folder[version]);
    }

    [Fact]
    public async Task Cleaning_takes_the_versions_longest_unused_and_keeps_what_others_share()
    {
        var clock = new SettableTime(TimeProvider.System.GetUtcNow());
        var old = Store(("a.txt", new string('a', 1000)), ("shared.txt", new string('s', 1000)));
        var current = Store(("b.txt", new string('b', 1000)), ("shared.txt", new string('s', 1000)));
        var cache = new BundleCache(this, new BundleCacheOptions { Root = _folder.Path, MaxBytes = 2500 }, clock);
        await cache.EnsureAsync(old, TestContext.Current.CancellationToken);
        await cache.EnsureAsync(current, TestContext.Current.CancellationToken);
        cache.Clean().ShouldBe(0);

        clock.Now += TimeSpan.FromHours(5);
        await cache.EnsureAsync(current, TestContext.Current.CancellationToken);
        cache.Clean().ShouldBe(1);
        Directory.Exists(_folder[old]).ShouldBeFalse();
        File.Exists(Path.Combine(_folder[current], "shared.txt")).ShouldBeTrue();
        Directory.GetFiles(_folder["blobs"]).Length.ShouldBe(2);
        (await cache.EnsureAsync(old, TestContext.Current.CancellationToken)).ShouldBe(_folder[old]);
        File.Exists(Path.Combine(_folder[old], "a.txt")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_version_pushes_out_the_one_longest_unused()
    {
        var clock = new SettableTime(TimeProvider.System.GetUtcNow());
        var (old, next) = (Store(("a.txt", new string('a', 1000))), Store(("b.txt", new string('b', 1000))));
        var cache = new BundleCache(this, new BundleCacheOptions { Root = _folder.Path, MaxBytes = 1500 }, clock);
        await cache.EnsureAsync(old, TestContext.Current.CancellationToken);
        clock.Now += TimeSpan.FromHours(5);

        await cache.EnsureAsync(next, TestContext.Current.CancellationToken);

        Directory.Exists(_folder[old]).ShouldBeFalse();
        Directory.GetFiles(_folder["blobs"]).ShouldHaveSingleItem();
    }

    public Task<BundleManifest?> FindManifestAsync(string version, CancellationToken cancellationToken) => Task.FromResult(_manifests.GetValueOrDefault(version));

    public Task<byte[]?> FindBlobAsync(string hash, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _fetched);
        return Task.FromResult(_blobs.GetValueOrDefault(hash));
    }

    private BundleCache Cache() => new(this, new BundleCacheOptions { Root = _folder.Path }, TimeProvider.System);

    private string Store(params (string Path, string Text)[] files)
    {
        var bundle = new BundleBuilder("b");
        foreach (var (path, text) in files)
        {
            bundle.Add(path, Encoding.UTF8.GetBytes(text));
        }

        var manifest = bundle.Build();
        _manifests[manifest.Version] = manifest;
        foreach (var (hash, content) in bundle.Blobs)
        {
            _blobs[hash] = content.ToArray();
        }

        return manifest.Version;
    }

    private sealed class SettableTime(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
