using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>Each value of the configuration is told with where it comes from, where it may be read at all.</summary>
public sealed class ConfigSourceTests
{
    [Fact]
    public async Task A_value_is_told_with_its_source()
    {
        await using var server = await ApiServer.StartAsync(("AIRFLOW__API__EXPOSE_CONFIG", "True"), ("AIRFLOW__CORE__PARALLELISM", "7"));
        var found = await server.JsonAsync(HttpMethod.Get, "/ui/config_sources", await server.TokenOfAsync("admin"));

        var core = found["sections"]!.AsArray().Single(static section => (string?)section!["name"] == "core")!["options"]!.AsArray();
        Told(core, "parallelism").ShouldBe("7 environment");
        Told(core, "max_active_tasks_per_dag").ShouldBe("16 default");
        Told(core, "fernet_key").ShouldBe("< hidden > ");
    }

    [Fact]
    public async Task What_is_not_exposed_has_no_source_either()
    {
        await using var server = await ApiServer.StartAsync();
        (await server.StatusAsync(HttpMethod.Get, "/ui/config_sources", await server.TokenOfAsync("admin"))).ShouldBe(403);
    }

    private static string Told(JsonArray options, string key)
    {
        var option = options.Single(option => (string?)option!["key"] == key)!;
        return $"{option["value"]} {option["source"]}";
    }
}
