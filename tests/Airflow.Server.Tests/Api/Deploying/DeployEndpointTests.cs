using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Airflow.Engine;
using Airflow.Engine.Dags.Deploying;

namespace Airflow.Server.Tests.Api.Deploying;

public sealed class DeployEndpointTests : IAsyncLifetime
{
    private const string Path = "/api/v2/deploy";
    private ApiServer server = null!;
    private string admin = "";

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        admin = await server.TokenOfAsync("admin");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Files_of_a_form_keep_their_paths()
    {
        using var form = new MultipartFormDataContent { { new StringContent("one"), "files", "team/one.cs" }, { new StringContent("two"), "files", "two.sql" } };
        var answer = await server.JsonAsync(HttpMethod.Post, $"{Path}?folder=a&remove_others=true", admin, form);

        server.Deployer.Order!.Files.Select(static file => $"{file.Path}={Encoding.UTF8.GetString(file.Content.Span)}").ShouldBe(["team/one.cs=one", "two.sql=two"]);
        (server.Deployer.Order.Folder, server.Deployer.Order.RemovesOthers, server.Deployer.Order.IsDryRun).ShouldBe(("a", true, false));
        (answer["is_live"]!.GetValue<bool>(), (string?)answer["dags"]![0]!["change"], (string?)answer["files"]![0]!["hash"]).ShouldBe((true, "added", "abc"));
        var logged = await server.JsonAsync(HttpMethod.Get, "/api/v2/eventLogs?event=deploy_dags", admin);
        ((string?)logged["event_logs"]![0]!["extra"]).ShouldBe(
            """{"folder": "a", "remove_others": "true", "files": {"team/one.cs": "added abc", "two.sql": "added abc"}, "dags": {"sales": "added"}, "method": "POST"}""");
    }

    [Fact]
    public async Task A_zip_is_unpacked_as_body_or_as_part_of_a_form()
    {
        await server.JsonAsync(HttpMethod.Post, Path, admin, Zip(ZipOf(("a/b.cs", "x", 0), ("a/", "", 0), ("c.txt", "yy", 0))));
        server.Deployer.Order!.Files.Select(static file => $"{file.Path}={file.Content.Length}").ShouldBe(["a/b.cs=1", "c.txt=2"]);

        using var form = new MultipartFormDataContent { { new ByteArrayContent(ZipOf(("d.cs", "x", 0))), "files", "dags.zip" } };
        await server.JsonAsync(HttpMethod.Post, Path, admin, form);
        server.Deployer.Order!.Files.ShouldHaveSingleItem().Path.ShouldBe("d.cs");
    }

    [Fact]
    public async Task A_file_may_be_the_whole_body()
    {
        await server.JsonAsync(HttpMethod.Post, $"{Path}?path=sales.cs&dry_run=true", admin, new StringContent("text"));

        server.Deployer.Order!.Files.ShouldHaveSingleItem().Path.ShouldBe("sales.cs");
        server.Deployer.Order.IsDryRun.ShouldBeTrue();
        (await server.StatusAsync(HttpMethod.Post, Path, admin, new StringContent("text"))).ShouldBe(400);
    }

    [Fact]
    public async Task Errors_are_told_by_file_and_line()
    {
        server.Deployer.Problems = [new DeployProblem("bad.cs", 3, 7, "CS1002", "; expected", "", true), new DeployProblem("bad.cs", null, null, "", "hm", "", false)];

        using var answer = await server.SendAsync(HttpMethod.Post, $"{Path}?path=bad.cs", admin, new StringContent("x"));
        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldBe((422, """{"detail":[{"type":"dag_file_error","loc":["bad.cs",3,7],"msg":"CS1002: ; expected","input":null}]}"""));

        var dry = await server.JsonAsync(HttpMethod.Post, $"{Path}?path=bad.cs&dry_run=true", admin, new StringContent("x"));
        (dry["is_valid"]!.GetValue<bool>(), dry["problems"]!.AsArray().Count, dry["problems"]![0]!["line"]!.GetValue<int>()).ShouldBe((false, 2, 3));
        (await server.JsonAsync(HttpMethod.Get, "/api/v2/eventLogs?event=deploy_dags", admin))["total_entries"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [InlineData("deploy_refused", 400)]
    [InlineData("deploy_conflict", 409)]
    [InlineData("deploy_impossible", 409)]
    public async Task What_cannot_be_is_refused(string code, int status)
    {
        server.Deployer.Failure = new AirflowException(code, "no");
        (await server.StatusAsync(HttpMethod.Post, $"{Path}?path=a.cs", admin, new StringContent("x"))).ShouldBe(status);
    }

    [Fact]
    public async Task Only_who_may_edit_code_deploys()
    {
        foreach (var role in new[] { "viewer", "user", "op" })
        {
            (await server.StatusAsync(HttpMethod.Post, $"{Path}?path=a.cs", await server.TokenOfAsync(role), new StringContent("x"))).ShouldBe(403);
        }

        (await server.StatusAsync(HttpMethod.Post, $"{Path}?path=a.cs", null, new StringContent("x"))).ShouldBe(401);
        server.Deployer.Order.ShouldBeNull();
    }

    [Fact]
    public async Task A_zip_bomb_is_413()
    {
        var bomb = ZipOf(("bomb.txt", new string('0', 110_000_000), 0));
        bomb.Length.ShouldBeLessThan(2_000_000);

        (await server.StatusAsync(HttpMethod.Post, Path, admin, Zip(bomb))).ShouldBe(413);
        server.Deployer.Order.ShouldBeNull();
    }

    [Fact]
    public async Task A_zip_of_too_many_files_of_links_or_of_rubbish_is_refused()
    {
        (await server.StatusAsync(HttpMethod.Post, Path, admin, Zip(ZipOf([.. Enumerable.Range(0, 2001).Select(static number => ($"{number}.txt", "", 0))])))).ShouldBe(413);
        (await server.StatusAsync(HttpMethod.Post, Path, admin, Zip(ZipOf(("link", "/etc/passwd", unchecked((int)0xA1FF0000)))))).ShouldBe(400);
        (await server.StatusAsync(HttpMethod.Post, Path, admin, Zip("no zip"u8.ToArray()))).ShouldBe(400);
        (await server.StatusAsync(HttpMethod.Post, Path, admin, Zip([]))).ShouldBe(400);
        server.Deployer.Order.ShouldBeNull();
    }

    private static ByteArrayContent Zip(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return content;
    }

    private static byte[] ZipOf(params (string Name, string Text, int Attributes)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text, attributes) in entries)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
                entry.ExternalAttributes = attributes;
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return buffer.ToArray();
    }
}
