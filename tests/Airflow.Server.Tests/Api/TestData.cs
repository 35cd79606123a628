using System.Text.Json.Nodes;
using Airflow.Shared;

namespace Airflow.Server.Tests.Api;

/// <summary>Facts of the real Airflow that lie beside the tests.</summary>
internal static class TestData
{
    public static JsonNode Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "tests/Airflow.Server.Tests/Api", file)))!;
}
