using System.Text.Json.Nodes;
using Airflow.Engine.Connections;

namespace Airflow.Engine.Configuration;

/// <summary>The settings of one process, fixed when it starts; a file is parsed at the first question that needs it.</summary>
public sealed class AirflowConfiguration
{
    private readonly OptionResolver _resolver;
    private readonly Dictionary<string, ConfigurationWarning> _warnings = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private volatile bool _isChecked;

    public AirflowConfiguration(ConfigurationInputs inputs)
    {
        Inputs = inputs;
        _resolver = new OptionResolver(inputs, Warn);
    }

    /// <summary>Told of each warning once, at the moment it is noticed.</summary>
    public Action<ConfigurationWarning> OnWarning { get; init; } = static _ => { };

    /// <summary>What the settings were made of.</summary>
    public ConfigurationInputs Inputs { get; }

    /// <summary>The folder $AIRFLOW_HOME.</summary>
    public string Home => Inputs.Home;

    /// <summary>The entries of airflow.cfg.</summary>
    public IniFile File => _resolver.File;

    /// <summary>The warnings so far.</summary>
    public IReadOnlyCollection<ConfigurationWarning> Warnings
    {
        get
        {
            lock (_lock)
            {
                return [.. _warnings.Values];
            }
        }
    }

    /// <summary>Reads the settings of this process.</summary>
    public static AirflowConfiguration OfProcess() => new(ConfigurationInputs.OfProcess());

    /// <summary>The value and its source, or null. Names are not case-sensitive; a former name answers with its successor's value.</summary>
    public ConfigurationValue? Find(string section, string key, string? team = null)
    {
        var name = new OptionName(section.ToLowerInvariant(), key.ToLowerInvariant());
        if (!OptionTable.Instance.TryFind(name, out _) && OptionTable.Instance.TryFindByFormerName(name, out var successor))
        {
            Warn(new ConfigurationWarning(
                ConfigurationWarningKind.FormerNameAsked,
                name,
                $"The {name} option is now called {successor.Name}; please ask for it by that name."));
            name = successor.Name;
        }

        var value = _resolver.Resolve(name, team);
        return _isChecked && value is { Source: not ConfigurationSource.Default } ? Upgrade(name, value) : value;
    }

    /// <summary>The text of an option; an option that is not set and has no default is an error.</summary>
    public string GetString(string section, string key, string? team = null) => Require(section, key, team).Text;

    /// <summary>[database] sql_alchemy_conn with sql_alchemy_connect_args in its query; the path of a SQLite file must be absolute, since every process has a working folder of its own.</summary>
    public string GetDatabaseUrl()
    {
        var url = GetString("database", "sql_alchemy_conn");
        return DatabaseUrl.IsRelativeSqlite(url)
            ? throw new AirflowConfigException(
                "database_url_invalid",
                $"Cannot use relative path: `{url}` to connect to sqlite. Please use absolute path such as `sqlite:////tmp/airflow.db`.")
            : WithArguments(url);
    }

    private string WithArguments(string url)
    {
        if (Find(ConnectArguments.Name.Section, ConnectArguments.Name.Key)?.Text is not { Length: > 0 } text)
        {
            return url;
        }

        if (ConnectArguments.Join(url, text) is { } joined)
        {
            return joined;
        }

        Warn(new ConfigurationWarning(
            ConfigurationWarningKind.Unknown,
            ConnectArguments.Name,
            $"The {ConnectArguments.Name} option names a Python object, which is not read; write its entries as a JSON object, such as {{\"sslmode\": \"require\"}}, or into the query of [database] sql_alchemy_conn."));
        return url;
    }

    /// <summary>[core] default_timezone as a name that <see cref="Timetables.ScheduleZone"/> reads.</summary>
    public string GetDefaultTimezone() => ZoneName(GetString("core", "default_timezone"));

    /// <summary>A switch: True, t, 1 or False, f, 0, in any case.</summary>
    public bool GetBool(string section, string key) => Convert(section, key, ValueText.ToBool, "a boolean such as True or False");

    /// <summary>A whole number.</summary>
    public int GetInt(string section, string key) => Convert(section, key, ValueText.ToInt, "a whole number");

    /// <summary>A number.</summary>
    public double GetDouble(string section, string key) => Convert(section, key, ValueText.ToDouble, "a number");

    /// <summary>A number of seconds.</summary>
    public TimeSpan GetDuration(string section, string key) => Convert(section, key, ValueText.ToDuration, "a number of seconds");

    /// <summary>A whole number of seconds; null when the value is empty.</summary>
    public TimeSpan? GetOptionalDuration(string section, string key) =>
        Convert(section, key, ValueText.ToOptionalDuration, "a whole number of seconds");

    /// <summary>Items separated by commas; empty text is an empty list.</summary>
    public IReadOnlyList<string> GetList(string section, string key) => ValueText.ToList(GetString(section, key));

    /// <summary>A JSON value; null when the text is empty.</summary>
    public JsonNode? GetJson(string section, string key) => Convert(section, key, ValueText.ToJson, "JSON");

    /// <summary>All entries of a section with the types their texts look like, or null when nothing is known of the section.</summary>
    public IReadOnlyDictionary<string, object>? GetSection(string section) => SectionReader.Read(this, section.ToLowerInvariant());

    /// <summary>Checks everything that was set; all problems come in one error. From then on, values of earlier releases are replaced.</summary>
    public void CheckAtStart()
    {
        _isChecked = true;
        var problems = ConfigurationCheck.FindProblems(this);
        if (problems.Count > 0)
        {
            throw new AirflowConfigException("config_invalid", string.Join('\n', problems)) { Problems = problems };
        }
    }

    /// <summary>Warns of every entry, in file and environment, whose name is misspelt or obsolete.</summary>
    public void CheckNames()
    {
        foreach (var warning in NameCheck.Find(this))
        {
            Warn(warning);
        }
    }

    /// <summary>The option that was probably meant, for a name that is none; null when nothing is near.</summary>
    public static OptionName? SuggestName(string section, string key)
    {
        var name = new OptionName(section.ToLowerInvariant(), key.ToLowerInvariant());
        var table = OptionTable.Instance;
        return table.TryFind(name, out _) || table.TryFindByFormerName(name, out _) ? null : NearestName.Find(name, table);
    }

    /// <summary>"utc" is written so in every file; "system" is the zone of this machine.</summary>
    internal static string ZoneName(string text) => text switch
    {
        "utc" => "UTC",
        "system" => TimeZoneInfo.Local.Id,
        _ => text,
    };

    /// <summary>The value as messages may show it.</summary>
    internal static string Show(OptionName name, string? text) =>
        OptionTable.Instance.TryFind(name, out var option) && option.IsSensitive ? "***" : text ?? "";

    private ConfigurationValue Require(string section, string key, string? team) => Find(section, key, team)
        ?? throw new AirflowConfigException("config_not_found", $"section/key [{section.ToLowerInvariant()}/{key.ToLowerInvariant()}] not found in config");

    private T Convert<T>(string section, string key, Func<string, T> convert, string expected)
    {
        var value = Require(section, key, null);
        try
        {
            return convert(value.Text);
        }
        catch (FormatException exception)
        {
            throw Invalid(new OptionName(section.ToLowerInvariant(), key.ToLowerInvariant()), value, expected, exception);
        }
    }

    internal static AirflowConfigException Invalid(OptionName name, ConfigurationValue value, string expected, Exception? cause) => new(
        "config_invalid_value", $"{name} is '{Show(name, value.Text)}' ({value.Origin}), but must be {expected}.", cause);

    private ConfigurationValue Upgrade(OptionName name, ConfigurationValue value)
    {
        if (ValueUpgrades.Find(name, value.Text) is not { } text)
        {
            return value;
        }

        Warn(new ConfigurationWarning(
            ConfigurationWarningKind.ValueReplaced,
            name,
            $"{name} is '{Show(name, value.Text)}' ({value.Origin}), a value of an earlier release; '{Show(name, text)}' is used. Please update your config."));
        return value with { Text = text, Replaced = value.Text };
    }

    private void Warn(ConfigurationWarning warning)
    {
        bool isNew;
        lock (_lock)
        {
            isNew = _warnings.TryAdd($"{warning.Kind} {warning.Message}", warning);
        }

        if (isNew)
        {
            OnWarning(warning);
        }
    }
}
