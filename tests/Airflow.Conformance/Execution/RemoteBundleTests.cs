using System.Net;
using System.Text;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;
using Airflow.Engine.Execution.Remote;
using Airflow.Runtime.Bundles;
using Airflow.Runtime.Remote;

namespace Airflow.Conformance.Execution;

/// <summary>Code that travels to a worker which has neither a database nor a shared folder.</summary>
public sealed class RemoteBundleTests : IAsyncLifetime
{
    private static readonly byte[] Source = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("var dag = new Dag(\"x\");\n", 500)));
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-worker-").FullName;
    private readonly string version = new('a', 64);
    private ExecutionServer server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ExecutionServer.StartAsync(Cancel);
        var entry = new BundleEntry("team/x.cs", ContentHash.Of(Source), Source.Length);
        await server.Stores.Dags.SaveAsync(
        [
            new ParsedFile
            {
                BundleName = "dags-folder",
                RelativePath = "team/x.cs",
                ParsedAt = TimeProvider.System.GetUtcNow(),
                Manifest = new BundleManifest(version, "dags-folder", [entry]),
                Blobs = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [entry.Hash] = Source },
                Dags =
                [
                    new ParsedDag
                    {
                        Data = "{}",
                        DagHash = "1",
                        Dag = new DagRecord { DagId = "x", FileLocation = "/dags/team/x.cs", RelativeFileLocation = "team/x.cs", BundleName = "dags-folder", BundleVersion = version },
                    },
                ],
            },
        ],
        Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_worker_materialises_what_it_misses()
    {
        using var connection = server.Connect();
        var cache = new BundleCache(new RemoteBundleSource(connection), new BundleCacheOptions { Root = folder }, TimeProvider.System);

        var place = await cache.EnsureAsync(version, Cancel);

        (await File.ReadAllBytesAsync(Path.Combine(place, "team", "x.cs"), Cancel)).ShouldBe(Source);
    }

    [Fact]
    public async Task A_version_that_nobody_has_is_told_by_name()
    {
        using var connection = server.Connect();
        var cache = new BundleCache(new RemoteBundleSource(connection), new BundleCacheOptions { Root = folder }, TimeProvider.System);

        (await Should.ThrowAsync<AirflowException>(() => cache.EnsureAsync(new string('b', 64), Cancel))).Code.ShouldBe("bundle_missing");
    }

    [Fact]
    public async Task Blobs_travel_compressed_and_need_not_come_twice()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, $"{RemoteCalls.Prefix}/blobs/{ContentHash.Of(Source)}"));
        request.Headers.Add("Authorization", $"Bearer {server.Tokens.Issue("worker-a", "worker", TimeSpan.FromMinutes(1))}");
        request.Headers.Add("Accept-Encoding", "br");
        using var response = await server.Client.SendAsync(request, Cancel);
        (await response.Content.ReadAsByteArrayAsync(Cancel)).Length.ShouldBeLessThan(Source.Length / 10);
        response.Headers.CacheControl.ShouldNotBeNull().ToString().ShouldContain("immutable");

        using var again = new HttpRequestMessage(HttpMethod.Get, request.RequestUri);
        again.Headers.Add("Authorization", request.Headers.Authorization!.ToString());
        again.Headers.IfNoneMatch.Add(response.Headers.ETag.ShouldNotBeNull());
        using var known = await server.Client.SendAsync(again, Cancel);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Nobody_gets_code_without_a_token()
    {
        using var response = await server.Client.GetAsync(new Uri(server.Address, $"{RemoteCalls.Prefix}/bundles/{version}"), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
