using System.Text.Json.Nodes;

namespace Airflow.Server.Tests.Api.Accounts;

/// <summary>Users and roles over the REST API: what is told of them, what may be changed, and what nobody may.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private const string Users = "/auth/fab/v1/users";
    private const string Roles = "/auth/fab/v1/roles";

    private ApiServer server = null!;
    private string admin = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ApiServer.StartAsync();
        admin = await server.TokenOfAsync("admin");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_user_is_made_changed_and_deleted_and_nothing_of_his_password_is_told()
    {
        var made = await server.JsonAsync(HttpMethod.Post, Users, admin, New("ann", "s3cret-word", "Viewer"));
        made.ToJsonString().ShouldNotContain("password");
        ((string?)made["username"], (string?)made["roles"]![0]!["name"], (bool)made["active"]!).ShouldBe(("ann", "Viewer", true));
        (await LoginAsync("ann", "s3cret-word")).ShouldBe(201);

        var token = await TokenAsync("ann", "s3cret-word");
        var changed = await server.JsonAsync(HttpMethod.Patch, $"{Users}/ann", admin, new { password = "another-word", roles = new[] { new { name = "Op" } }, last_name = "Lee" });
        ((string?)changed["last_name"], (string?)changed["first_name"], (string?)changed["roles"]![0]!["name"]).ShouldBe(("Lee", "Ann", "Op"));
        (await LoginAsync("ann", "s3cret-word")).ShouldBe(401);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags", token)).ShouldBe(403);

        var all = await server.SendAsync(HttpMethod.Get, $"{Users}?order_by=-username&limit=2", admin);
        var text = await all.Content.ReadAsStringAsync(Cancel);
        text.ShouldNotContain("word");
        text.ShouldNotContain("AQAAAA");
        JsonNode.Parse(text)!["users"]!.AsArray().Select(static user => (string?)user!["username"]).ShouldBe(["viewer", "user"]);
        ((int)JsonNode.Parse(text)!["total_entries"]!).ShouldBe(5);

        (await server.StatusAsync(HttpMethod.Delete, $"{Users}/ann", admin)).ShouldBe(204);
        (await server.StatusAsync(HttpMethod.Get, $"{Users}/ann", admin)).ShouldBe(404);
        var log = (await server.Stores.AuditLog.ListAsync(null, null, null, 50, Cancel)).Where(static entry => entry.Event.EndsWith("_user", StringComparison.Ordinal)).ToList();
        log.Select(static entry => entry.Event).Order(StringComparer.Ordinal).ShouldBe(["create_user", "delete_user", "update_user"]);
        log.ShouldAllBe(static entry => entry.Owner == "admin" && !entry.Extra!.Contains("-word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_and_addresses_are_unique_and_roles_exist()
    {
        (await server.StatusAsync(HttpMethod.Post, Users, admin, New("viewer", "x"))).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Post, Users, admin, new { username = "other", email = "op@example.com", first_name = "a", last_name = "b", password = "x" })).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Post, Users, admin, New("other", "x", "Nobody"))).ShouldBe(400);
        (await server.StatusAsync(HttpMethod.Patch, $"{Users}/op", admin, new { username = "viewer" })).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Patch, $"{Users}/op?update_mask=name", admin, new { username = "x" })).ShouldBe(400);
        (await server.StatusAsync(HttpMethod.Post, Users, admin, new { username = "other" })).ShouldBe(422);
        (await server.StatusAsync(HttpMethod.Get, $"{Users}?order_by=password", admin)).ShouldBe(400);
    }

    [Fact]
    public async Task A_mask_keeps_the_other_fields_as_they_are()
    {
        await server.JsonAsync(HttpMethod.Patch, $"{Users}/op?update_mask=first_name", admin, new { first_name = "Ann", last_name = "Lee", active = false });

        var user = await server.JsonAsync(HttpMethod.Get, $"{Users}/op", admin);

        ((string?)user["first_name"], (string?)user["last_name"], (bool)user["active"]!).ShouldBe(("Ann", "op", true));
    }

    [Fact]
    public async Task Somebody_active_stays_admin()
    {
        (await server.StatusAsync(HttpMethod.Delete, $"{Users}/admin", admin)).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Patch, $"{Users}/admin", admin, new { active = false })).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Patch, $"{Users}/admin", admin, new { roles = new[] { new { name = "Op" } } })).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/pools", admin)).ShouldBe(200);

        await server.AddUserAsync("second", "Admin");
        (await server.StatusAsync(HttpMethod.Delete, $"{Users}/admin", await server.TokenOfAsync("second"))).ShouldBe(204);
        (await server.StatusAsync(HttpMethod.Delete, $"{Users}/second", await server.TokenOfAsync("second"))).ShouldBe(409);
    }

    [Fact]
    public async Task Of_two_admins_who_remove_each_other_one_stays()
    {
        await server.AddUserAsync("second", "Admin");
        var second = await server.TokenOfAsync("second");

        var answers = await Task.WhenAll(server.StatusAsync(HttpMethod.Delete, $"{Users}/second", admin), server.StatusAsync(HttpMethod.Delete, $"{Users}/admin", second));

        answers.Count(static status => status == 204).ShouldBe(1);
        (await server.Stores.Users.ListAsync(Cancel)).Count(static user => user.Roles.Contains("Admin")).ShouldBe(1);
    }

    [Fact]
    public async Task A_role_for_one_DAG_lets_its_user_at_that_one_alone()
    {
        var dag = new Dag("mine");
        dag.Task("a", static _ => { });
        await server.SaveDagAsync(dag);
        var other = new Dag("other");
        other.Task("a", static _ => { });
        await server.SaveDagAsync(other);
        var made = await server.JsonAsync(HttpMethod.Post, Roles, admin, Role("Mine", ("can_read", "DAG:mine"), ("can_read", "Website")));
        made["actions"]!.AsArray().Count.ShouldBe(2);
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        await server.AddUserAsync("ann", "Mine");
        var ann = await server.TokenOfAsync("ann");
        (await DagsAsync(ann)).ShouldBe(["mine"]);
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags/other", ann)).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Patch, "/api/v2/dags/mine", ann, new { is_paused = false })).ShouldBe(403);

        await server.JsonAsync(HttpMethod.Patch, $"{Roles}/Mine", admin, Role("Ours", ("can_read", "DAG:mine"), ("can_edit", "DAG:mine")));
        server.Clock.Advance(TimeSpan.FromSeconds(3));

        (await server.StatusAsync(HttpMethod.Patch, "/api/v2/dags/mine", ann, new { is_paused = false })).ShouldBe(200);
        (await server.StatusAsync(HttpMethod.Get, $"{Roles}/Mine", admin)).ShouldBe(404);
        (await server.JsonAsync(HttpMethod.Get, "/auth/fab/v1/permissions?limit=100&offset=60", admin))["actions"]!.ToJsonString().ShouldContain("DAG:mine");
        (await server.StatusAsync(HttpMethod.Delete, $"{Roles}/Ours", admin)).ShouldBe(200);
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        (await server.StatusAsync(HttpMethod.Get, "/api/v2/dags/mine", ann)).ShouldBe(403);
    }

    [Fact]
    public async Task The_roles_that_every_installation_has_stay()
    {
        (await server.StatusAsync(HttpMethod.Delete, $"{Roles}/Viewer", admin)).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Patch, $"{Roles}/Admin", admin, Role("Admin"))).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Patch, $"{Roles}/Op?update_mask=name", admin, Role("Ops"))).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Post, Roles, admin, Role("Op"))).ShouldBe(409);
        (await server.StatusAsync(HttpMethod.Post, Roles, admin, Role("New", ("can_fly", "DAGs")))).ShouldBe(400);
        (await server.StatusAsync(HttpMethod.Post, Roles, admin, Role("New", ("can_read", "Secrets of state")))).ShouldBe(400);
        (await server.StatusAsync(HttpMethod.Post, Roles, admin, new { name = "New", actions = new[] { new { action = new { name = "can_read" } } } })).ShouldBe(422);
    }

    [Fact]
    public async Task Whoever_may_change_users_makes_nobody_mightier_than_himself()
    {
        await server.JsonAsync(HttpMethod.Post, Roles, admin, Role("Clerk", [.. from action in new[] { "can_read", "can_edit", "can_create", "can_delete" } from resource in new[] { "Users", "Roles" } select (action, resource)]));
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        await server.AddUserAsync("clerk", "Clerk");
        var clerk = await server.TokenOfAsync("clerk");

        (await server.StatusAsync(HttpMethod.Patch, $"{Users}/clerk", clerk, new { roles = new[] { new { name = "Admin" } } })).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Patch, $"{Users}/admin", clerk, new { password = "mine now" })).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Delete, $"{Users}/admin", clerk)).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Post, Users, clerk, New("friend", "x", "Op"))).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Post, Roles, clerk, Role("Mighty", ("can_edit", "Connections")))).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Patch, $"{Roles}/Clerk", clerk, Role("Clerk", ("can_edit", "DAG:x")))).ShouldBe(403);
        (await server.StatusAsync(HttpMethod.Post, Users, clerk, New("friend", "x", "Clerk"))).ShouldBe(200);
    }

    [Fact]
    public async Task Nobody_below_admin_sees_users()
    {
        foreach (var role in new[] { "viewer", "user", "op" })
        {
            (await server.StatusAsync(HttpMethod.Get, Users, await server.TokenOfAsync(role))).ShouldBe(403);
        }

        (await server.StatusAsync(HttpMethod.Get, Users, null)).ShouldBe(401);
    }

    private async Task<IEnumerable<string?>> DagsAsync(string token) =>
        (await server.JsonAsync(HttpMethod.Get, "/api/v2/dags", token))["dags"]!.AsArray().Select(static dag => (string?)dag!["dag_id"]);

    private Task<int> LoginAsync(string username, string password) => server.StatusAsync(HttpMethod.Post, "/auth/token", null, new { username, password });

    private async Task<string> TokenAsync(string username, string password) =>
        (string)(await server.JsonAsync(HttpMethod.Post, "/auth/token", null, new { username, password }))["access_token"]!;

    private static object New(string username, string password, params string[] roles) => new
    {
        username,
        email = $"{username}@example.org",
        first_name = "Ann",
        last_name = "Ox",
        password,
        roles = roles.Select(static role => new { name = role }),
    };

    private static object Role(string name, params (string Action, string Resource)[] permissions) => new
    {
        name,
        actions = permissions.Select(static one => new { action = new { name = one.Action }, resource = new { name = one.Resource } }),
    };
}
