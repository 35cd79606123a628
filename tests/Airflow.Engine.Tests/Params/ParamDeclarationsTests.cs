using System.Text.Json.Nodes;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Params;

namespace Airflow.Engine.Tests.Params;

public sealed class ParamDeclarationsTests
{
    private readonly DeclaredParams _params = ParamDeclarations.Of(DagSerializer.Serialize(
        new Dag("d")
        {
            Params = { ["region"] = new Param<string>("eu"), ["count"] = new Param<int>(), ["any"] = new Param<Dictionary<string, int>>(new() { ["a"] = 1 }) },
        },
        new DagSource { FileLocation = "/dags/d.cs", RelativeFileLocation = "d.cs", DagsFolder = "/dags" }));

    [Fact]
    public void Values_are_held_against_the_type_that_was_declared() =>
        Should.Throw<ParamException>(() => _params.WithValues(new JsonObject { ["region"] = 5, ["count"] = 1 }).Resolve()).Message.ShouldContain("region");

    [Fact]
    public void A_param_without_a_default_wants_a_value() =>
        Should.Throw<ParamException>(() => _params.Resolve()).Message.ShouldContain("count");

    [Fact]
    public void Defaults_come_as_they_were_given() =>
        _params.WithValues(new JsonObject { ["count"] = 2 }).Resolve().ToJsonString().ShouldBe("""{"region":"eu","count":2,"any":{"a":1}}""");
}
