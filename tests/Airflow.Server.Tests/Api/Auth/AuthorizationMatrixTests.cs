using System.Text.Json.Nodes;
using Airflow.Server.Api;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Tests.Api.Auth;

/// <summary>Every operation asks for the least role that Airflow asks for; one that is in no table may not be mapped.</summary>
public class AuthorizationMatrixTests
{
    private static readonly string[] Roles = ["viewer", "user", "op", "admin"];
    private static readonly JsonObject Expected = TestData.Read("Auth/least-roles.json").AsObject();

    public static TheoryData<string> Operations => [.. RouteTable.Operations.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void The_operation_asks_for_its_role(string operation)
    {
        Expected.ContainsKey(operation).ShouldBeTrue($"{operation} stands in no table: add the least role that may call it to least-roles.json");
        var need = RouteTable.Operations.First(one => NameOf(one) == operation).Need;
        (need.IsNothing ? "none" : Roles[SimpleRole.Least(need.Action, need.Resource)]).ShouldBe((string)Expected[operation]!);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Each_role_may_what_the_ones_below_it_may(string operation)
    {
        var need = RouteTable.Operations.First(one => NameOf(one) == operation).Need;
        var allowed = Roles.Select(role => need.IsNothing || new SimpleUser("somebody", role).Can(need.Action, need.Resource)).ToList();
        allowed.ShouldBe(allowed.Order());
        allowed[^1].ShouldBeTrue();
    }

    private static string NameOf(ApiOperation operation) => $"{operation.Method} {(operation.Prefix == ApiRoutes.Prefix ? operation.Pattern : operation.Path).Replace("{**", "{", StringComparison.Ordinal)}";
}
