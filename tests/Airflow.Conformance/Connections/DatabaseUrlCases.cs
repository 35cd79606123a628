using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Connections;

namespace Airflow.Conformance.Connections;

/// <summary>Database URLs and result backend addresses are split and written as SQLAlchemy and Celery do it.</summary>
[Trait("Category", "Conformance")]
public sealed class DatabaseUrlCases
{
    private static readonly Lazy<Dictionary<string, JsonObject>> Urls =
        Reference.Cases("conn-uris.json", "vectors", test => (string)test["kind"]! == "sqlalchemy_url");

    private static readonly Lazy<Dictionary<string, JsonObject>> Backends =
        Reference.Cases("conn-uris.json", "vectors", test => (string)test["kind"]! == "celery_result_backend");

    public static TheoryData<string> UrlIds => new(Urls.Value.Keys);

    public static TheoryData<string> BackendIds => new(Backends.Value.Keys);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(UrlIds))]
    public void A_database_url_has_the_parts_that_SQLAlchemy_finds(string id)
    {
        var test = Urls.Value[id];
        var url = (string)test["url"]!;
        DatabaseUrl.IsRelativeSqlite(url).ShouldBe((bool)test["rejected_as_relative_sqlite_path"]!);
        Check(test["result"]!.AsObject(), url);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(BackendIds))]
    public void A_result_backend_is_the_one_that_Celery_chooses(string id)
    {
        var test = Backends.Value[id];
        var expected = test["result"]!.AsObject();
        var address = (string)test["url"]!;
        if (expected.ContainsKey("error"))
        {
            Should.Throw<AirflowException>(() => ResultBackendUrl.Parse(address)).Code.ShouldBe("result_backend_unknown");
            return;
        }

        var backend = ResultBackendUrl.Parse(address);
        $"{backend.Kind}Backend".ShouldBe(((string)expected["backend_class"]!).Split('.')[^1], StringCompareShould.IgnoreCase);
        backend.Url.ShouldBe((string)expected["url_passed_on"]!);
        if (expected["effective"] is JsonObject effective)
        {
            Check(effective, backend.Url);
        }
    }

    private static void Check(JsonObject expected, string text)
    {
        if (expected.ContainsKey("error"))
        {
            Should.Throw<AirflowException>(() => DatabaseUrl.Parse(text)).Code.ShouldBe("database_url_invalid");
            return;
        }

        var url = DatabaseUrl.Parse(text);
        url.DriverName.ShouldBe((string)expected["drivername"]!);
        url.Backend.ShouldBe((string)expected["backend"]!);
        url.Driver.ShouldBe((string?)expected["driver_suffix"]);
        url.User.ShouldBe((string?)expected["username"]);
        url.Password.ShouldBe((string?)expected["password"]);
        url.Host.ShouldBe((string?)expected["host"]);
        url.Port.ShouldBe((int?)expected["port"]);
        url.Database.ShouldBe((string?)expected["database"]);
        url.Query.Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(Pairs(expected["query"]!.AsObject()));
        url.Format(hidePassword: false).ShouldBe((string)expected["rendered"]!);
        url.Format(hidePassword: true).ShouldBe((string)expected["rendered_hidden"]!);
    }

    private static IEnumerable<string> Pairs(JsonObject query) => query.SelectMany(pair => pair.Value is JsonArray values
        ? values.Select(value => $"{pair.Key}={value}")
        : [$"{pair.Key}={pair.Value}"]);
}
