using System.Text.Json.Nodes;
using Airflow.Cli.Tests.Samples;
using Airflow.Engine.Users;
using Airflow.Server.Users;

namespace Airflow.Cli.Tests.Commands.Users;

public sealed class UsersCommandTests : IDisposable
{
    private const string CreateBob = "users create -u bob -f B -l B -r User -e b@example.org";

    private readonly TestHome _home = new();

    private SampleSequence Samples => new(_home);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Users_are_created_and_listed_as_recorded()
    {
        await Samples.CheckAsync(
            "users-create", "users-create-duplicate", "users-list-json", "users-list-plain", "users-list-table", "users-list-yaml", "users-add-role", "users-remove-role");

        (await FindAsync("admin"))?.Roles.ShouldBe(["Admin"]);
    }

    [Fact]
    public async Task The_password_is_stored_as_a_hash()
    {
        await Samples.DoAsync("users-create");

        var hash = (await FindAsync("admin"))?.PasswordHash;

        hash.ShouldNotBeNull();
        new IdentityPasswordHasher().Check(hash, "admin").ShouldBe(PasswordCheck.Right);
    }

    [Fact]
    public async Task A_role_nobody_knows_is_refused_with_the_names_there_are()
    {
        var sample = Sample.Read("users-create-bad-role");

        var run = await CliRun.RunAsync(sample.Words, _home);

        run.ExitCode.ShouldBe(sample.ExitCode);
        run.Error.ShouldStartWith("Nope is not a valid role. Valid roles are: [");
        foreach (var role in BuiltInRoles.All)
        {
            run.Error.ShouldContain(role.Name);
        }
    }

    [Fact]
    public async Task Missing_options_are_named_as_recorded()
    {
        var sample = Sample.Read("users-create-missing");

        var run = await CliRun.RunAsync(sample.Words, _home);

        run.Error.ShouldBe(sample.Error);
        run.ExitCode.ShouldBe(sample.ExitCode);
    }

    [Fact]
    public async Task A_password_is_asked_for_twice()
    {
        var run = await CliRun.RunAsync(CreateBob.Split(' '), _home, "hunter22\nhunter22\n");

        run.Out.ShouldBe("User \"bob\" created with role \"User\"\n");
        var hash = (await FindAsync("bob"))?.PasswordHash;
        new IdentityPasswordHasher().Check(hash.ShouldNotBeNull(), "hunter22").ShouldBe(PasswordCheck.Right);
    }

    [Theory]
    [InlineData("hunter22\nhunter23\n", "Passwords did not match")]
    [InlineData("", "--use-random-password")]
    public async Task Without_a_password_nobody_is_created(string input, string message)
    {
        var run = await CliRun.RunAsync(CreateBob.Split(' '), _home, input);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(message);
        (await FindAsync("bob")).ShouldBeNull();
    }

    [Fact]
    public async Task A_random_password_is_shown_once()
    {
        var run = await CliRun.LineAsync(CreateBob + " --use-random-password", _home);

        var password = run.Out.Split("Password: ")[1].TrimEnd('\n');
        var hash = (await FindAsync("bob"))?.PasswordHash;
        new IdentityPasswordHasher().Check(hash.ShouldNotBeNull(), password).ShouldBe(PasswordCheck.Right);
    }

    [Fact]
    public async Task A_mail_address_belongs_to_one_user()
    {
        await CliRun.LineAsync(CreateBob + " -p x", _home);

        var run = await CliRun.LineAsync("users create -u rob -f B -l B -r User -e B@example.org -p x", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("B@example.org");
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("n\n", false)]
    public async Task Deleting_asks(string answer, bool isDeleted)
    {
        await CliRun.LineAsync(CreateBob + " -p x", _home);

        var run = await CliRun.RunAsync("users delete -u bob".Split(' '), _home, answer);

        run.Out.ShouldContain("Proceed? (y/n)");
        run.Out.ShouldEndWith(isDeleted ? "User \"bob\" deleted\n" : "Cancelled\n");
        (await FindAsync("bob") is null).ShouldBe(isDeleted);
    }

    [Fact]
    public async Task Deleting_in_a_script_needs_yes()
    {
        await CliRun.LineAsync(CreateBob + " -p x", _home);

        (await CliRun.LineAsync("users delete -u bob", _home)).ExitCode.ShouldBe(1);
        (await CliRun.LineAsync("users delete -e b@example.org --yes", _home)).Out.ShouldBe("User \"bob\" deleted\n");
        await Samples.CheckAsync("users-delete-unknown");
    }

    [Theory]
    [InlineData("users delete", "Missing args: must supply one of --username or --email")]
    [InlineData("users delete -u a -e b", "Conflicting args: must supply either --username or --email, but not both")]
    [InlineData("users add-role -u nobody -r Admin", "User \"nobody\" does not exist")]
    public async Task A_user_must_be_named_once(string line, string message)
    {
        var run = await CliRun.LineAsync(line, _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe(message + "\n");
    }

    [Fact]
    public async Task A_password_is_reset()
    {
        await CliRun.LineAsync(CreateBob + " -p old", _home);

        (await CliRun.LineAsync("users reset-password -u bob -p new", _home)).Out.ShouldBe("User \"bob\" password reset successfully\n");

        var hash = (await FindAsync("bob"))?.PasswordHash;
        new IdentityPasswordHasher().Check(hash.ShouldNotBeNull(), "new").ShouldBe(PasswordCheck.Right);
    }

    [Fact]
    public async Task Users_travel_without_their_passwords()
    {
        await CliRun.LineAsync(CreateBob + " -p x", _home);
        await CliRun.LineAsync("users export users.json", _home);
        var text = await File.ReadAllTextAsync(_home.PathOf("users.json"), TestContext.Current.CancellationToken);
        text.ShouldNotContain("password");
        await CliRun.LineAsync("users delete -u bob --yes", _home);

        (await CliRun.LineAsync("users import users.json", _home)).Out
            .ShouldBe("Creating new user with email 'b@example.org'\nCreated the following users:\n\tb@example.org\n");
        (await CliRun.LineAsync("users import users.json", _home)).Out
            .ShouldBe("Found existing user with email 'b@example.org'\nUpdated the following users:\n\tb@example.org\n");

        var user = await FindAsync("bob");
        user.ShouldNotBeNull();
        user.PasswordHash.ShouldBeNull();
        user.Roles.ShouldBe(["User"]);
    }

    [Fact]
    public async Task An_import_names_every_bad_item_and_changes_nothing()
    {
        var items = new JsonArray(
            new JsonObject { ["username"] = "a", ["email"] = "a@b", ["firstname"] = "A", ["lastname"] = "A", ["roles"] = new JsonArray("User") },
            new JsonObject { ["username"] = "c", ["roles"] = new JsonArray() });
        await File.WriteAllTextAsync(_home.PathOf("bad.json"), items.ToJsonString(), TestContext.Current.CancellationToken);

        var run = await CliRun.LineAsync("users import bad.json", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("[Item 1] email");
        run.Error.ShouldContain("[Item 1] roles");
        (await FindAsync("a")).ShouldBeNull();
    }

    private async Task<User?> FindAsync(string username)
    {
        await using var stores = _home.OpenStores();
        return await stores.Users.FindAsync(username, TestContext.Current.CancellationToken);
    }
}
