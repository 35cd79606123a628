namespace Airflow.Engine.Templates;

/// <summary>A member of one of Airflow's enums of texts: it prints with its class, yet equals its text.</summary>
internal sealed class PyEnum : TemplateObject
{
    public PyEnum(string type, string value)
        : base(type)
    {
        Value = value;
        AsText = () => $"{type}.{value.ToUpperInvariant()}";
        AsRepr = () => $"<{type}.{value.ToUpperInvariant()}: '{value}'>";
        With("value", value).With("name", value.ToUpperInvariant());
    }

    public string Value { get; }

    public override bool Equals(object? obj) => obj is PyEnum other ? other.Value == Value : obj is string text && text == Value;

    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);
}
