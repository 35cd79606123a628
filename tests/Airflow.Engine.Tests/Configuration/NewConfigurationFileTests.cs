using Airflow.Engine.Configuration;
using Airflow.Engine.Secrets;

namespace Airflow.Engine.Tests.Configuration;

public sealed class NewConfigurationFileTests
{
    [Fact]
    public void It_sets_nothing_but_fresh_keys()
    {
        var file = IniFile.Parse(NewConfigurationFile.Text("/opt/airflow"), "airflow.cfg");

        file.Sections.SelectMany(section => file.KeysOf(section).Select(key => $"{section}.{key}"))
            .ShouldBe(["core.fernet_key", "api.secret_key", "api_auth.jwt_secret"]);
        Settings.Of(NewConfigurationFile.Text("/opt/airflow")).GetString("core", "fernet_key")
            .ShouldNotBe(Settings.Of(NewConfigurationFile.Text("/opt/airflow")).GetString("core", "fernet_key"));
    }

    [Fact]
    public void Its_fernet_key_encrypts()
    {
        var cipher = FernetCipher.FromKeys(Settings.Of(NewConfigurationFile.Text("/x")).GetString("core", "fernet_key"), TimeProvider.System);

        cipher.IsEncrypting.ShouldBeTrue();
        cipher.Decrypt(cipher.Encrypt("hunter22")).ShouldBe("hunter22");
    }

    [Fact]
    public void Every_option_becomes_its_default_when_its_comment_sign_is_removed()
    {
        var lines = NewConfigurationFile.Text("/opt/airflow").Split('\n');
        var active = string.Join('\n', lines.Where(line => !line.StartsWith("# ", StringComparison.Ordinal) || IsEntry(line)).Select(line => line.TrimStart('#').TrimStart(' ')));
        var configuration = Settings.Of(active.Replace("[\n{\n", "[\n  {\n", StringComparison.Ordinal));

        foreach (var option in OptionTable.Instance.Options.Where(option => !option.IsSensitive && option.Default?.Contains('\n') != true))
        {
            configuration.GetString(option.Name.Section, option.Name.Key).ShouldBe(option.DefaultFor("/opt/airflow") ?? "", option.Name.ToString());
        }
    }

    [Fact]
    public void It_is_written_once_and_for_its_owner_only()
    {
        var folder = Directory.CreateTempSubdirectory("airflow-config-");
        try
        {
            var path = Path.Combine(folder.FullName, "home", "airflow.cfg");

            NewConfigurationFile.WriteIfMissing(path, folder.FullName).ShouldBeTrue();
            var text = File.ReadAllText(path);
            NewConfigurationFile.WriteIfMissing(path, folder.FullName).ShouldBeFalse();

            File.ReadAllText(path).ShouldBe(text);
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsEntry(string line) =>
        line.IndexOf(" =", StringComparison.Ordinal) is > 2 and var equals && !line[2..equals].Contains(' ', StringComparison.Ordinal);
}
