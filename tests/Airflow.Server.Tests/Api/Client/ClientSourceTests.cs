using Airflow.Server.Api.OpenApi;
using Airflow.Shared;

namespace Airflow.Server.Tests.Api.Client;

public class ClientSourceTests
{
    private static readonly string Project = Path.Combine(RepositoryFolder.Root, "src/Airflow.Client");

    private static IReadOnlyDictionary<string, string> Expected { get; } = ClientSource.Of(OpenApiDocument.Of(RouteTable.Operations));

    /// <summary>With AIRFLOW_WRITE_CLIENT=1 the files are written anew instead.</summary>
    [Fact]
    public void The_client_has_every_operation_of_the_document()
    {
        var folder = Path.Combine(Project, "Generated");
        if (Environment.GetEnvironmentVariable("AIRFLOW_WRITE_CLIENT") == "1")
        {
            Rewrite(folder);
        }

        var written = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Project, path)).Order(StringComparer.Ordinal);
        written.ShouldBe(Expected.Keys);
        Expected.Where(file => File.ReadAllText(Path.Combine(Project, file.Key)) != file.Value).Select(file => file.Key)
            .ShouldBeEmpty("the operations have changed: run this test with AIRFLOW_WRITE_CLIENT=1");
    }

    private static void Rewrite(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (path, text) in Expected)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Project, path))!);
            File.WriteAllText(Path.Combine(Project, path), text);
        }
    }
}
