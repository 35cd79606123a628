using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Users and roles.</summary>
public abstract class UserStoreConformance(ITestDatabase database) : StoreConformance(database)
{
    private static readonly User Ann = new()
    {
        Username = "Ann",
        FirstName = "Ann",
        LastName = "Arbor",
        Email = "Ann@Example.com",
        PasswordHash = "hash",
        Roles = ["Admin", "Viewer"],
        LastLogin = Noon,
        LoginCount = 2,
        FailLoginCount = 1,
        CreatedAt = Noon,
    };

    [Fact]
    public async Task Tokens_of_a_user_are_found_by_their_hash_and_go_with_him()
    {
        await Stores.Users.AddAsync(new User { Username = "ann", FirstName = "A", LastName = "A", Email = "a@example.com" }, Cancel);
        var token = new PersonalAccessToken
        {
            Id = NewId(), Username = "ann", Name = "ci", Hash = new string('a', 64), CreatedAt = Noon, ExpiresAt = Noon.AddDays(1),
        };

        (await Stores.AccessTokens.AddAsync(token, Cancel)).ShouldBeTrue();
        (await Stores.AccessTokens.AddAsync(token with { Id = NewId(), Hash = new string('b', 64) }, Cancel)).ShouldBeFalse("the name is taken");
        (await Stores.AccessTokens.FindAsync(token.Hash, Cancel)).ShouldBe(token);
        await Stores.AccessTokens.UseAsync(token.Id, Noon.AddHours(1), Cancel);
        (await Stores.AccessTokens.ListAsync("ann", Cancel)).ShouldBe([token with { LastUsedAt = Noon.AddHours(1) }]);
        (await Stores.AccessTokens.DeleteAsync("bob", token.Id, Cancel)).ShouldBeFalse();

        await Stores.Users.DeleteAsync((await Stores.Users.FindAsync("ann", Cancel))!.Id, Cancel);
        (await Stores.AccessTokens.FindAsync(token.Hash, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_admins_that_two_processes_remove_one_stays()
    {
        await Stores.Users.AddAsync(Ann, Cancel);
        await Stores.Users.AddAsync(Ann with { Username = "Bob", Email = "bob@example.com" }, Cancel);
        var (ann, bob) = ((await Stores.Users.FindAsync("Ann", Cancel))!, (await Stores.Users.FindAsync("Bob", Cancel))!);
        var other = OpenAnother();

        var removed = await Task.WhenAll(
            IsDoneAsync(Stores.Users.DeleteKeepingAdminAsync(ann.Id, Cancel)),
            IsDoneAsync(other.Users.UpdateKeepingAdminAsync(bob with { Roles = ["Viewer"] }, Cancel)));

        removed.Count(static done => done).ShouldBe(1);
        (await Stores.Users.ListAsync(Cancel)).Count(static user => user.Roles.Contains("Admin")).ShouldBe(1);
    }

    [Fact]
    public async Task The_last_active_admin_stays_one()
    {
        await Stores.Users.AddAsync(Ann, Cancel);
        await Stores.Users.AddAsync(Ann with { Username = "Bob", Email = "bob@example.com", IsActive = false }, Cancel);
        var ann = (await Stores.Users.FindAsync("Ann", Cancel))!;

        (await IsDoneAsync(Stores.Users.UpdateKeepingAdminAsync(ann with { IsActive = false }, Cancel))).ShouldBeFalse();
        (await IsDoneAsync(Stores.Users.UpdateKeepingAdminAsync(ann with { LastName = "Lee" }, Cancel))).ShouldBeTrue();

        var after = (await Stores.Users.FindAsync("Ann", Cancel)).ShouldNotBeNull();
        (after.IsActive, after.LastName, string.Join(',', after.Roles)).ShouldBe((true, "Lee", "Admin,Viewer"));
    }

    [Fact]
    public async Task A_user_with_another_name_leaves_his_tokens_behind_and_a_role_with_another_name_its_users_not()
    {
        await Stores.Users.AddAsync(Ann with { Roles = ["Admin"] }, Cancel);
        var token = new PersonalAccessToken { Id = NewId(), Username = "Ann", Name = "ci", Hash = new string('a', 64), CreatedAt = Noon };
        await Stores.AccessTokens.AddAsync(token, Cancel);
        var ann = (await Stores.Users.FindAsync("Ann", Cancel))!;

        await Stores.Users.UpdateKeepingAdminAsync(ann with { LastName = "Lee" }, Cancel);
        (await Stores.AccessTokens.FindAsync(token.Hash, Cancel)).ShouldNotBeNull();
        await Stores.Users.UpdateKeepingAdminAsync(ann with { Username = "Anna" }, Cancel);
        (await Stores.AccessTokens.FindAsync(token.Hash, Cancel)).ShouldBeNull();

        await Stores.Users.AddRoleAsync(new Role("Cook"), Cancel);
        await Stores.Users.AddAsync(Ann with { Username = "Bob", Email = "bob@example.com", Roles = ["Cook"] }, Cancel);
        (await Stores.Users.RenameRoleAsync("Cook", "Viewer", Cancel)).ShouldBeFalse();
        (await Stores.Users.RenameRoleAsync("Cook", "Chef", Cancel)).ShouldBeTrue();
        (await Stores.Users.FindAsync("Bob", Cancel))!.Roles.ShouldBe(["Chef"]);
    }

    [Fact]
    public async Task A_new_database_has_the_built_in_roles()
    {
        var roles = await Stores.Users.ListRolesAsync(Cancel);

        roles.Select(role => role.Name).ShouldBe(BuiltInRoles.All.Select(role => role.Name));
        roles.Single(role => role.Name == "Viewer").Permissions.ShouldContain(new RolePermission("can_read", "DAGs"));
    }

    [Fact]
    public async Task A_user_comes_back_whole_by_name_and_mail_in_any_case()
    {
        (await Stores.Users.AddAsync(Ann, Cancel)).ShouldBeTrue();

        var user = (await Stores.Users.FindAsync("ANN", Cancel)).ShouldNotBeNull();
        user.Roles.ShouldBe(["Admin", "Viewer"]);
        (user with { Id = 0, Roles = Ann.Roles }).ShouldBe(Ann);
        (await Stores.Users.FindByEmailAsync("ann@example.COM", Cancel)).ShouldNotBeNull().Username.ShouldBe("Ann");
        (await Stores.Users.FindAsync("bob", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_name_and_a_mail_address_are_taken_in_any_case()
    {
        await Stores.Users.AddAsync(Ann, Cancel);

        (await Stores.Users.AddAsync(Ann with { Username = "ann", Email = "other@example.com" }, Cancel)).ShouldBeFalse();
        (await Stores.Users.AddAsync(Ann with { Username = "other", Email = "ANN@example.com" }, Cancel)).ShouldBeFalse();
        (await Stores.Users.ListAsync(Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_role_refuses_the_whole_user()
    {
        var exception = await Should.ThrowAsync<AirflowException>(() => Stores.Users.AddAsync(Ann with { Roles = ["Admin", "King"] }, Cancel));

        exception.Code.ShouldBe("role_not_found");
        exception.Message.ShouldContain("King");
        (await Stores.Users.FindAsync("Ann", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_user_is_replaced_by_id()
    {
        await Stores.Users.AddAsync(Ann, Cancel);
        await Stores.Users.AddAsync(Ann with { Username = "Bob", Email = "bob@example.com" }, Cancel);
        var user = (await Stores.Users.FindAsync("Ann", Cancel)).ShouldNotBeNull();

        (await Stores.Users.UpdateAsync(user with { Username = "Anna", IsActive = false, Roles = ["Op"], LoginCount = 3 }, Cancel)).ShouldBeTrue();

        var stored = (await Stores.Users.FindAsync("anna", Cancel)).ShouldNotBeNull();
        (stored.Id, stored.IsActive, stored.LoginCount).ShouldBe((user.Id, false, 3));
        stored.Roles.ShouldBe(["Op"]);
        (await Stores.Users.UpdateAsync(user with { Id = 999, Username = "x", Email = "x" }, Cancel)).ShouldBeFalse();
        (await Should.ThrowAsync<AirflowException>(() => Stores.Users.UpdateAsync(user with { Username = "bob" }, Cancel))).Code.ShouldBe("user_exists");
    }

    [Fact]
    public async Task A_deleted_user_is_gone_with_the_roles()
    {
        await Stores.Users.AddAsync(Ann, Cancel);
        var user = (await Stores.Users.FindAsync("Ann", Cancel)).ShouldNotBeNull();

        (await Stores.Users.DeleteAsync(user.Id, Cancel)).ShouldBeTrue();
        (await Stores.Users.DeleteAsync(user.Id, Cancel)).ShouldBeFalse();

        await Stores.Users.AddAsync(Ann with { Roles = [] }, Cancel);
        (await Stores.Users.FindAsync("Ann", Cancel)).ShouldNotBeNull().Roles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Roles_are_made_changed_and_deleted()
    {
        var role = new Role("Cook") { Permissions = [new("can_read", "DAGs"), new("can_eat", "Soup")] };
        (await Stores.Users.AddRoleAsync(role, Cancel)).ShouldBeTrue();
        (await Stores.Users.AddRoleAsync(role, Cancel)).ShouldBeFalse();
        (await Stores.Users.FindRoleAsync("Cook", Cancel)).ShouldNotBeNull().Permissions.ShouldBe(role.Permissions);

        (await Stores.Users.UpdateRoleAsync(role with { Permissions = [new("can_eat", "Bread")] }, Cancel)).ShouldBeTrue();
        (await Stores.Users.FindRoleAsync("Cook", Cancel)).ShouldNotBeNull().Permissions.ShouldBe([new("can_eat", "Bread")]);
        (await Stores.Users.UpdateRoleAsync(new Role("Nobody"), Cancel)).ShouldBeFalse();

        await Stores.Users.AddAsync(Ann with { Roles = ["Cook"] }, Cancel);
        (await Stores.Users.DeleteRoleAsync("Cook", Cancel)).ShouldBeTrue();
        (await Stores.Users.DeleteRoleAsync("Cook", Cancel)).ShouldBeFalse();
        (await Stores.Users.FindAsync("Ann", Cancel)).ShouldNotBeNull().Roles.ShouldBeEmpty();
    }

    private static async Task<bool> IsDoneAsync(Task<bool> change)
    {
        try
        {
            return await change;
        }
        catch (AirflowException exception) when (exception.Code == "last_admin")
        {
            return false;
        }
    }
}
