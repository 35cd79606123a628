using System.Numerics;

namespace Airflow.Engine.Templates;

/// <summary>Which values count as true.</summary>
internal static class PyTruth
{
    public static bool Of(object? value)
    {
        switch (value)
        {
            case PyUndefined undefined:
                undefined.UseAsEmpty();
                return false;
            case TemplateObject known:
                return known.Truth();
            default:
                return value switch
                {
                    null => false,
                    bool flag => flag,
                    long number => number != 0,
                    string text => text.Length > 0,
                    double number => Math.Abs(number) > 0 || double.IsNaN(number),
                    BigInteger big => !big.IsZero,
                    PyList list => list.Items.Count > 0,
                    PyDict dict => dict.Count > 0,
                    PyTuple tuple => tuple.Items.Length > 0,
                    PySet set => set.Count > 0,
                    PyRange range => range.Length > 0,
                    PyDictView view => view.Count > 0,
                    PyBytes bytes => bytes.Content.Length > 0,
                    PyTimeDelta delta => delta.Microseconds != 0,
                    _ => true,
                };
        }
    }
}
