using Airflow.Engine.Secrets;

namespace Airflow.Engine.Configuration;

/// <summary>Finds the text of one option: environment, then airflow.cfg, then the default.</summary>
internal sealed class OptionResolver
{
    private static readonly OptionName BackendName = new("secrets", "backend");
    private static readonly OptionName BackendArguments = new("secrets", "backend_kwargs");

    private readonly ConfigurationInputs _inputs;
    private readonly Lazy<IniFile> _file;
    private readonly Action<ConfigurationWarning> _warn;
    private readonly Lazy<ISecretsBackend?> _secrets;
    private readonly Dictionary<string, string> _commandOutputs = new(StringComparer.Ordinal);

    public OptionResolver(ConfigurationInputs inputs, Action<ConfigurationWarning> warn)
    {
        _inputs = inputs;
        _warn = warn;
        _file = new(() => inputs.FileText is null ? IniFile.Empty(inputs.FilePath) : IniFile.Parse(inputs.FileText, inputs.FilePath));
        _secrets = new(MakeSecretsBackend);
    }

    public IniFile File => _file.Value;

    public ConfigurationValue? Resolve(OptionName name, string? team)
    {
        OptionTable.Instance.TryFind(name, out var option);
        var value = FromEnvironment(name, option, team) ?? FromFile(name, option, team);
        if (value is not null)
        {
            return value;
        }

        var text = option?.DefaultFor(_inputs.Home);
        return text is null ? null : new ConfigurationValue(text, ConfigurationSource.Default, "the default");
    }

    private ConfigurationValue? FromEnvironment(OptionName name, OptionDefinition? option, string? team)
    {
        var sensitive = option?.IsSensitive ?? false;
        return FirstOf(name, option, candidate => FromEnvironment(candidate, sensitive, team));
    }

    private ConfigurationValue? FromEnvironment(OptionName name, bool sensitive, string? team)
    {
        var variable = name.EnvironmentVariableOf(team);
        if (_inputs.Environment.TryGetValue(variable, out var text))
        {
            var origin = $"environment variable {variable}";
            return new(VariableExpansion.Apply(text, _inputs.Environment, origin), ConfigurationSource.EnvironmentVariable, origin);
        }

        if (!sensitive)
        {
            return null;
        }

        if (_inputs.Environment.TryGetValue(variable + "_CMD", out var command))
        {
            var origin = $"environment variable {variable}_CMD";
            return new(RunCommand(command, origin), ConfigurationSource.EnvironmentCommand, origin);
        }

        return _inputs.Environment.TryGetValue(variable + "_SECRET", out var path) && AskSecrets(path) is { } secret
            ? new(secret, ConfigurationSource.EnvironmentSecret, $"the secrets backend, asked by environment variable {variable}_SECRET")
            : null;
    }

    private ConfigurationValue? FromFile(OptionName name, OptionDefinition? option, string? team)
    {
        var sensitive = option?.IsSensitive ?? false;
        return FromFileOrFormer(name, option, team, FromEntry)
            ?? (sensitive ? FromFileOrFormer(name, option, team, FromCommandEntry) : null)
            ?? (sensitive ? FromFileOrFormer(name, option, team, FromSecretEntry) : null);
    }

    private ConfigurationValue? FromFileOrFormer(
        OptionName name, OptionDefinition? option, string? team, Func<string, string, ConfigurationValue?> read)
    {
        return FirstOf(name, option, candidate => read(SectionOf(candidate, team), candidate.Key));
    }

    private ConfigurationValue? FirstOf(OptionName name, OptionDefinition? option, Func<OptionName, ConfigurationValue?> read)
    {
        var value = read(name);
        var formerNames = option?.FormerNames ?? [];
        var former = 0;
        while (value is null && former < (formerNames.Count))
        {
            value = read(formerNames[former]);
            if (value is not null)
            {
                WarnFormer(formerNames[former], name);
            }

            former++;
        }

        return value;
    }

    private ConfigurationValue? FromEntry(string section, string key)
    {
        if (!File.TryGet(section, key, out var text))
        {
            return null;
        }

        var origin = OriginInFile(section, key);
        return new(VariableExpansion.Apply(text, _inputs.Environment, origin), ConfigurationSource.File, origin);
    }

    private ConfigurationValue? FromCommandEntry(string section, string key)
    {
        if (!File.TryGet(section, key + "_cmd", out var command))
        {
            return null;
        }

        var origin = OriginInFile(section, key + "_cmd");
        var output = RunCommand(command, origin);
        return output.Length == 0 ? null : new(output, ConfigurationSource.FileCommand, origin);
    }

    private ConfigurationValue? FromSecretEntry(string section, string key) =>
        File.TryGet(section, key + "_secret", out var path) && AskSecrets(path) is { } secret
            ? new(secret, ConfigurationSource.FileSecret, $"the secrets backend, asked by {OriginInFile(section, key + "_secret")}")
            : null;

    private string OriginInFile(string section, string key) => $"[{section}] {key} in {File.Path}";

    private static string SectionOf(OptionName name, string? team) => team is null ? name.Section : $"{team}={name.Section}";

    // a command may be slow or ask a token server: once per process is enough
    private string RunCommand(string command, string origin)
    {
        lock (_commandOutputs)
        {
            if (!_commandOutputs.TryGetValue(command, out var output))
            {
                output = CommandValue.Run(command, origin);
                _commandOutputs.Add(command, output);
            }

            return output;
        }
    }

    private string? AskSecrets(string path)
    {
        var secret = _secrets.Value?.FindConfig(path);
        return string.IsNullOrEmpty(secret) ? null : secret;
    }

    private ISecretsBackend? MakeSecretsBackend()
    {
        var name = Resolve(BackendName, null);
        if (name is null || name.Text.Length == 0)
        {
            return null;
        }

        return _inputs.SecretsBackends(name.Text, Resolve(BackendArguments, null)?.Text ?? "")
            ?? throw new AirflowConfigException("config_unknown_backend", $"{BackendName} is '{name.Text}' ({name.Origin}), which is no secrets backend we know.");
    }

    private void WarnFormer(OptionName former, OptionName now) => _warn(new ConfigurationWarning(
        ConfigurationWarningKind.FormerNameSet,
        former,
        $"The {former.Key} option in [{former.Section}] has been moved to the {now.Key} option in [{now.Section}] - "
        + "the old setting has been used, but please update your config."));
}
