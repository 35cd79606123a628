namespace Airflow.Celery.Flower.Pages;

/// <summary>Text that is HTML already. It is made from literals only; whatever stands in their braces is encoded unless it is HTML itself.</summary>
internal readonly record struct Html(string Text)
{
    public static Html Empty { get; } = new("");

    public static Html Of(HtmlHandler text) => new(text.ToText());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(static part => part.Text)));

    public override string ToString() => Text;
}
