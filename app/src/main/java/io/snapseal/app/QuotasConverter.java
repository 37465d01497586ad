package io.snapseal.app;

import io.snapseal.kms.RequestQuotas;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --request-quotas}. */
final class QuotasConverter implements ITypeConverter<RequestQuotas> {
  @Override
  public RequestQuotas convert(String value) {
    return RequestQuotas.of(value)
        .orElseThrow(() -> new TypeConversionException("'" + value + "' is none of aws, none"));
  }
}
