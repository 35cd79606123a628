using System.Text.Json;
using Airflow.Engine.Users;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Accounts;

/// <summary>The bodies of changes of users and roles.</summary>
internal static class AccountBodies
{
    private const int MaxNameLength = 512;
    private const int MaxPasswordLength = 4096;
    private const int MaxRoleLength = 64;

    private static readonly BodyModel Named = new(allowsOthers: true, new BodyField("name", BodyKind.Text));

    private static readonly BodyModel Permission = new(
        allowsOthers: true,
        new BodyField("action", BodyKind.Map) { Rule = static value => NameProblem(value) },
        new BodyField("resource", BodyKind.Map) { Rule = static value => NameProblem(value) });

    public static BodyModel NewUser { get; } = new(
        Text("username"),
        Text("email"),
        Text("first_name"),
        Text("last_name"),
        BodyField.Optional("roles", BodyKind.List) with { Item = Named },
        new BodyField("password", BodyKind.Text) { MinLength = 1, MaxLength = MaxPasswordLength })
    {
        Name = "UserBody",
    };

    public static BodyModel UserPatch { get; } = new(
        Text("username") with { IsRequired = false, IsNullable = true },
        Text("email") with { IsRequired = false, IsNullable = true },
        Text("first_name") with { IsRequired = false, IsNullable = true },
        Text("last_name") with { IsRequired = false, IsNullable = true },
        BodyField.Optional("roles", BodyKind.List) with { Item = Named },
        BodyField.Optional("password", BodyKind.Text) with { MinLength = 1, MaxLength = MaxPasswordLength },
        BodyField.Optional("active", BodyKind.Flag))
    {
        Name = "UserPatchBody",
    };

    public static BodyModel Role { get; } = new(
        new BodyField("name", BodyKind.Text) { MinLength = 1, MaxLength = MaxRoleLength },
        new BodyField("actions", BodyKind.List, IsRequired: false) { Item = Permission })
    {
        Name = "RoleBody",
    };

    /// <summary>The names of the roles in a body; null when it says nothing of them.</summary>
    public static IReadOnlyList<string>? RolesOf(JsonElement body) => body.Find("roles") is { } roles
        ? [.. roles.EnumerateArray().Select(static role => role.GetProperty("name").GetString()!).Distinct(StringComparer.Ordinal)]
        : null;

    /// <summary>The permissions in a body; null when it says nothing of them.</summary>
    public static IReadOnlyList<RolePermission>? PermissionsOf(JsonElement body) => body.Find("actions") is { } permissions
        ? [.. permissions.EnumerateArray().Select(static one => new RolePermission(NameOf(one, "action"), NameOf(one, "resource"))).Distinct()]
        : null;

    private static BodyField Text(string name) => new(name, BodyKind.Text) { MinLength = 1, MaxLength = MaxNameLength };

    private static string NameOf(JsonElement permission, string part) => permission.GetProperty(part).GetProperty("name").GetString()!;

    private static string? NameProblem(JsonElement value) => value.Find("name") is { ValueKind: JsonValueKind.String } ? null : "it must have a name";
}
