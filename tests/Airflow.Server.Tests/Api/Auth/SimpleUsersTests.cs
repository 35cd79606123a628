using System.Text.Json;
using Airflow.Engine;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Tests.Api.Auth;

public sealed class SimpleUsersTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-simple-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string PasswordsFile => Path.Combine(folder, "passwords.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Who_has_no_password_gets_one_of_16_letters_and_the_others_keep_theirs()
    {
        await File.WriteAllTextAsync(PasswordsFile, """{"admin": "mine"}""", Cancel);
        var users = Users();

        var made = await users.GeneratePasswordsAsync(Cancel);

        var (name, password) = made.ShouldHaveSingleItem();
        name.ShouldBe("ann");
        password.Length.ShouldBe(16);
        JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(PasswordsFile, Cancel))
            .ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["admin"] = "mine", ["ann"] = password }, ignoreOrder: true);
        (await users.GeneratePasswordsAsync(Cancel)).ShouldBeEmpty("a second server makes none");
        (await users.LoginAsync("ann", password, Cancel)).ShouldNotBeNull().Role.ShouldBe("viewer");
        (await users.LoginAsync("ann", "mine", Cancel)).ShouldBeNull();
        (await users.LoginAsync("bob", password, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task The_file_of_passwords_is_for_its_owner_only()
    {
        await Users().GeneratePasswordsAsync(Cancel);

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(PasswordsFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_JSON_is_named()
    {
        await File.WriteAllTextAsync(PasswordsFile, "admin=x", Cancel);

        (await Should.ThrowAsync<AirflowException>(() => Users().LoginAsync("admin", "x", Cancel))).Message.ShouldContain(PasswordsFile);
    }

    [Fact]
    public async Task With_all_admins_everybody_is_one()
    {
        var users = new SimpleUsers(new Dictionary<string, string>(StringComparer.Ordinal), PasswordsFile, isOpen: true);

        (await users.LoginAsync("whoever", "", Cancel)).ShouldNotBeNull().Role.ShouldBe("ADMIN");
        (await users.GeneratePasswordsAsync(Cancel)).ShouldBeEmpty();
    }

    private SimpleUsers Users() =>
        new(new Dictionary<string, string>(StringComparer.Ordinal) { ["admin"] = "admin", ["ann"] = "viewer" }, PasswordsFile, isOpen: false);
}
